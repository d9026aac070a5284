package dev.traversion.http.otlp;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RequestEntity;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Reads request bodies into memory, bounded three ways: the body as sent, what it decompresses to,
 * and everything held at once. Of a body that is refused, the rest is drained for a while, so that
 * the sender gets to read the answer.
 */
public final class BodyReader {
  private static final Duration DRAIN_TIME = Duration.ofSeconds(10);
  private static final int DRAIN_TIMES_LIMIT = 4;

  private final Limits limits;
  private final ByteBudget budget;
  private final Materializer materializer;

  /**
   * @param sentBytes the most bytes of a body as sent
   * @param decodedBytes the most bytes of a body decompressed
   * @param time how long a body may take to come
   */
  public record Limits(long sentBytes, long decodedBytes, Duration time) {
    public Limits {
      if (sentBytes < 1 || decodedBytes < 1 || decodedBytes > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("body limits are between 1 byte and 2 GiB");
      }
    }
  }

  public BodyReader(Limits limits, ByteBudget budget, Materializer materializer) {
    this.limits = limits;
    this.budget = budget;
    this.materializer = materializer;
  }

  /** Reads the body. Never completes exceptionally. */
  public CompletionStage<Body> read(HttpRequest request) {
    var encoding =
        request
            .getHeader("Content-Encoding")
            .map(header -> header.value().trim().toLowerCase(Locale.ROOT))
            .orElse("identity");
    boolean gzip = encoding.equals("gzip") || encoding.equals("x-gzip");
    if (!gzip && !encoding.equals("identity")) {
      drain(request);
      return refuse(Body.Why.ENCODING_UNSUPPORTED, "Content-Encoding is neither gzip nor identity");
    }
    var declared = request.entity().getContentLengthOption();
    if (declared.isPresent() && declared.getAsLong() > limits.sentBytes()) {
      drain(request);
      return refuse(Body.Why.TOO_LARGE, "the body is longer than " + limits.sentBytes() + " bytes");
    }
    var lease = budget.lease();
    var gathered = new GatheredBytes(limits.sentBytes(), lease);
    return gather(request.entity(), gathered)
        .handle(
            (_, failure) -> failure == null ? finish(gathered, gzip, lease) : fail(failure, lease));
  }

  /** Lets the rest of a refused body pass by, within bounds. */
  public void drain(HttpRequest request) {
    if (!(request.entity() instanceof HttpEntity.Strict)) {
      var ignored =
          request
              .entity()
              .withoutSizeLimit()
              .getDataBytes()
              .limitWeighted(limits.sentBytes() * DRAIN_TIMES_LIMIT, chunk -> (long) chunk.size())
              .takeWithin(DRAIN_TIME)
              .runWith(Sink.ignore(), materializer);
      assert ignored != null;
    }
  }

  private CompletionStage<?> gather(RequestEntity entity, GatheredBytes gathered) {
    if (entity instanceof HttpEntity.Strict strict) {
      try {
        gathered.add(strict.getData());
        return CompletableFuture.completedFuture(null);
      } catch (UnreadableBodyException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    return entity
        .withoutSizeLimit()
        .getDataBytes()
        .completionTimeout(limits.time())
        .runWith(Sink.foreach((ByteString chunk) -> gathered.add(chunk)), materializer);
  }

  private Body finish(GatheredBytes gathered, boolean gzip, ByteBudget.Lease lease) {
    try {
      return new Body.Whole(
          gzip ? gathered.gunzip(limits.decodedBytes()) : gathered.toByteArray(), lease);
    } catch (UnreadableBodyException e) {
      lease.close();
      return e.body();
    } catch (IOException e) {
      lease.close();
      return new Body.Unreadable(Body.Why.MALFORMED, "the body is not gzip: " + e.getMessage());
    }
  }

  private static Body fail(Throwable failure, ByteBudget.Lease lease) {
    lease.close();
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case UnreadableBodyException e -> e.body();
      case TimeoutException _ ->
          new Body.Unreadable(Body.Why.LATE, "the body did not come in time");
      default -> new Body.Unreadable(Body.Why.MALFORMED, "the body ended early");
    };
  }

  private static CompletionStage<Body> refuse(Body.Why why, String detail) {
    return CompletableFuture.completedFuture(new Body.Unreadable(why, detail));
  }
}
