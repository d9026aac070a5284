package dev.traversion.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.otlp.Body;
import dev.traversion.http.otlp.BodyReader;
import dev.traversion.http.otlp.IntakeMetrics;
import dev.traversion.recorder.Intake;
import dev.traversion.recorder.Receipt;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST /events}: CloudEvents over HTTP, structured, batch and binary.
 *
 * <p>Source: CloudEvents 1.0.2, HTTP protocol binding.
 */
final class RecordRoutes {
  private static final String DOOR = "cloudevents";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String BINARY = "application/json";
  private static final String HEADER_PREFIX = "ce-";

  /** Numbers keep every digit. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Intake intake;
  private final BodyReader bodies;
  private final IntakeMetrics metrics;

  /** How the events of a request are written. */
  private enum Mode {
    STRUCTURED,
    BATCH,
    BINARY
  }

  RecordRoutes(Intake intake, BodyReader bodies, IntakeMetrics metrics) {
    this.intake = intake;
    this.bodies = bodies;
    this.metrics = metrics;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/api/v1/events", this::record));
  }

  private CompletionStage<HttpResponse> record(Inquiry inquiry) {
    long start = System.nanoTime();
    var request = inquiry.request();
    var mode = mode(request);
    return bodies
        .read(request)
        .thenCompose(
            body ->
                switch (body) {
                  case Body.Whole whole -> record(request, whole, mode, start);
                  case Body.Unreadable unreadable -> {
                    metrics.turnedAway(DOOR, "events", unreadable);
                    yield CompletableFuture.completedFuture(Problem.of(unreadable).response());
                  }
                });
  }

  private CompletionStage<HttpResponse> record(
      HttpRequest request, Body.Whole body, Mode mode, long start) {
    CompletionStage<Receipt> receipt;
    try {
      var json = mode == Mode.BINARY ? structured(request, body.bytes()) : body.bytes();
      receipt = intake.cloudEvents(json, mode == Mode.BATCH);
    } catch (RuntimeException e) {
      body.lease().close();
      throw e;
    }
    return receipt
        .whenComplete((_, _) -> body.lease().close())
        .thenApply(
            outcome -> {
              metrics.settled(DOOR, "events", body.bytes().length, start, outcome);
              return answer(outcome);
            });
  }

  private static HttpResponse answer(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Accepted accepted when accepted.accepted() == 0 && accepted.rejected() > 0 ->
          Problem.rejected(accepted).response();
      case Receipt.Accepted accepted ->
          Replies.json(
              json ->
                  json.number("accepted", accepted.accepted())
                      .number("rejected", accepted.rejected())
                      .textIfAny("reason", accepted.reason()));
      case Receipt.Malformed malformed -> Problem.bodyMalformed(malformed.reason()).response();
      case Receipt.Refused refused -> Problem.of(refused).response();
    };
  }

  private Mode mode(HttpRequest request) {
    var media = request.entity().getContentType().mediaType();
    var type = (media.mainType() + "/" + media.subType()).toLowerCase(Locale.ROOT);
    if (type.equals(STRUCTURED)) {
      return Mode.STRUCTURED;
    }
    if (type.equals(BATCH)) {
      return Mode.BATCH;
    }
    if (type.equals(BINARY) && request.getHeader("ce-type").isPresent()) {
      return Mode.BINARY;
    }
    bodies.drain(request);
    throw new ProblemException(
        Problem.mediaTypeUnsupported(List.of(STRUCTURED, BATCH, BINARY + " with ce-* headers")));
  }

  /** A binary event, written as a structured one. */
  private static byte[] structured(HttpRequest request, byte[] body) {
    var event = MAPPER.createObjectNode();
    for (HttpHeader header : request.getHeaders()) {
      var name = header.lowercaseName();
      if (name.startsWith(HEADER_PREFIX)) {
        event.put(
            name.substring(HEADER_PREFIX.length()),
            URLDecoder.decode(header.value().replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    try {
      if (body.length > 0) {
        JsonNode tree = MAPPER.readTree(body);
        event.put("datacontenttype", BINARY).set("data", tree);
      }
      return MAPPER.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new ProblemException(Problem.bodyMalformed("the data of the event is not JSON"));
    }
  }
}
