package dev.traversion.http.otlp;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.traversion.recorder.Intake;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.Receipt;
import dev.traversion.recorder.otlp.OtlpReplies;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * OTLP/HTTP: {@code POST /v1/traces}, {@code /v1/logs}, {@code /v1/metrics}, in protobuf and JSON,
 * plain and gzip. Its answers are OTLP's: export responses, and {@code google.rpc.Status} for
 * errors, in the encoding of the request.
 *
 * <p>Source: OpenTelemetry protocol specification 1.9, section OTLP/HTTP.
 */
public final class OtlpHttpDoor {
  static final String NAME = "otlp-http";

  private static final ContentType PROTOBUF =
      MediaTypes.applicationBinary("x-protobuf", false).toContentType();

  /** {@code google.rpc.Code}. */
  private static final int NOT_FOUND = 5;

  /** {@code google.rpc.Code}. */
  private static final int UNIMPLEMENTED = 12;

  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);

  private final Intake intake;
  private final BodyReader bodies;
  private final IntakeMetrics metrics;

  public OtlpHttpDoor(Intake intake, BodyReader bodies, IntakeMetrics metrics) {
    this.intake = intake;
    this.bodies = bodies;
    this.metrics = metrics;
  }

  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    var signal = signal(request.getUri().path());
    if (signal.isEmpty()) {
      return turnAway(
          request,
          StatusCodes.NOT_FOUND,
          NOT_FOUND,
          "OTLP is taken at /v1/traces, /v1/logs and /v1/metrics");
    }
    if (!request.method().equals(HttpMethods.POST)) {
      return turnAway(
              request, StatusCodes.METHOD_NOT_ALLOWED, UNIMPLEMENTED, "OTLP is sent by POST")
          .thenApply(response -> response.addHeader(RawHeader.create("Allow", "POST")));
    }
    var encoding = encoding(request);
    if (encoding.isEmpty()) {
      return turnAway(
          request,
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          OtlpReplies.INVALID_ARGUMENT,
          "Content-Type is neither application/x-protobuf nor application/json");
    }
    return export(request, signal.get(), encoding.get());
  }

  private CompletionStage<HttpResponse> export(
      HttpRequest request, Signal signal, Encoding encoding) {
    long start = System.nanoTime();
    return bodies
        .read(request)
        .thenCompose(
            body ->
                switch (body) {
                  case Body.Whole whole -> record(whole, signal, encoding, start);
                  case Body.Unreadable unreadable -> {
                    metrics.turnedAway(NAME, name(signal), unreadable);
                    yield CompletableFuture.completedFuture(unreadable(encoding, unreadable));
                  }
                });
  }

  private CompletionStage<HttpResponse> record(
      Body.Whole body, Signal signal, Encoding encoding, long start) {
    int length = body.bytes().length;
    CompletionStage<Receipt> receipt;
    try {
      receipt = intake.otlp(signal, encoding, body.bytes());
    } catch (RuntimeException | Error e) {
      body.lease().close();
      throw e;
    }
    return receipt
        .whenComplete((_, _) -> body.lease().close())
        .thenApply(
            outcome -> {
              metrics.settled(NAME, name(signal), length, start, outcome);
              return answer(signal, encoding, outcome);
            });
  }

  private static HttpResponse answer(Signal signal, Encoding encoding, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Accepted accepted ->
          HttpResponse.create()
              .withEntity(
                  HttpEntities.create(
                      contentType(encoding), OtlpReplies.accepted(signal, encoding, accepted)));
      case Receipt.Malformed malformed ->
          status(
              StatusCodes.BAD_REQUEST, encoding, OtlpReplies.INVALID_ARGUMENT, malformed.reason());
      case Receipt.Refused refused -> refused(encoding, refused);
    };
  }

  private static HttpResponse refused(Encoding encoding, Receipt.Refused refused) {
    long seconds = Math.max(1, refused.retryAfter().plusNanos(999_999_999).toSeconds());
    return HttpResponse.create()
        .withStatus(
            refused.overloaded() ? StatusCodes.TOO_MANY_REQUESTS : StatusCodes.SERVICE_UNAVAILABLE)
        .withEntity(
            HttpEntities.create(contentType(encoding), OtlpReplies.refused(encoding, refused)))
        .addHeader(RawHeader.create("Retry-After", Long.toString(seconds)));
  }

  private static HttpResponse unreadable(Encoding encoding, Body.Unreadable body) {
    return switch (body.why()) {
      case TOO_LARGE ->
          status(
              StatusCodes.CONTENT_TOO_LARGE, encoding, OtlpReplies.INVALID_ARGUMENT, body.detail());
      case ENCODING_UNSUPPORTED ->
          status(
              StatusCodes.UNSUPPORTED_MEDIA_TYPE,
              encoding,
              OtlpReplies.INVALID_ARGUMENT,
              body.detail());
      case MALFORMED ->
          status(StatusCodes.BAD_REQUEST, encoding, OtlpReplies.INVALID_ARGUMENT, body.detail());
      case LATE ->
          status(
              StatusCodes.REQUEST_TIMEOUT, encoding, OtlpReplies.INVALID_ARGUMENT, body.detail());
      case BUSY -> refused(encoding, new Receipt.Refused(body.detail(), RETRY_WHEN_FULL, true));
    };
  }

  private CompletionStage<HttpResponse> turnAway(
      HttpRequest request, StatusCode status, int code, String message) {
    bodies.drain(request);
    return CompletableFuture.completedFuture(
        status(status, encoding(request).orElse(Encoding.JSON), code, message));
  }

  private static HttpResponse status(
      StatusCode status, Encoding encoding, int code, String message) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(
            HttpEntities.create(
                contentType(encoding),
                OtlpReplies.status(encoding, code, message, Optional.empty())));
  }

  private static ContentType contentType(Encoding encoding) {
    return switch (encoding) {
      case PROTOBUF -> PROTOBUF;
      case JSON -> ContentTypes.APPLICATION_JSON;
    };
  }

  private static Optional<Signal> signal(String path) {
    return switch (path) {
      case "/v1/traces" -> Optional.of(Signal.TRACES);
      case "/v1/logs" -> Optional.of(Signal.LOGS);
      case "/v1/metrics" -> Optional.of(Signal.METRICS);
      default -> Optional.empty();
    };
  }

  private static Optional<Encoding> encoding(HttpRequest request) {
    var media = request.entity().getContentType().mediaType();
    if (!media.mainType().equals("application")) {
      return Optional.empty();
    }
    return switch (media.subType().toLowerCase(Locale.ROOT)) {
      case "x-protobuf" -> Optional.of(Encoding.PROTOBUF);
      case "json" -> Optional.of(Encoding.JSON);
      default -> Optional.empty();
    };
  }

  static String name(Signal signal) {
    return signal.name().toLowerCase(Locale.ROOT);
  }
}
