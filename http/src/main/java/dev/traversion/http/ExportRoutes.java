package dev.traversion.http;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.OverflowStrategy;
import akka.stream.QueueOfferResult;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.SourceQueueWithComplete;
import akka.util.ByteString;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.replay.ArchiveWindow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /export} and {@code /export/otlp}: a window of history as one file, written while it
 * is sent. A file that could not be written to its end breaks off, connection and all; a reader
 * sees that its seal, or its last line, is missing.
 */
final class ExportRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);

  /** Each reads frames as fast as somebody takes them. */
  private static final int MOST_AT_ONCE = 2;

  /** A reader that takes nothing for so long is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int CHUNK = 64 << 10;
  private static final int CHUNKS_AHEAD = 4;

  private static final ContentType JSON_LINES =
      MediaTypes.customWithFixedCharset(
              "application", "x-ndjson", HttpCharsets.UTF_8, Map.of(), false)
          .toContentType();

  private final Archives archives;
  private final OtlpExport otlp;
  private final ServiceNames names;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  /** Writes a file of some services, empty: all. */
  private interface Writing {
    void write(Set<ServiceId> services, OutputStream out) throws IOException;
  }

  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  ExportRoutes(Archives archives, OtlpExport otlp, ServiceNames names) {
    this.archives = archives;
    this.otlp = otlp;
    this.names = names;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/export", List.of("from", "to", "service"), "application/zip", this::archive),
        Endpoint.get(
            "/api/v1/export/otlp",
            List.of("from", "to", "service", "signal"),
            "application/x-ndjson",
            this::otlp));
  }

  private CompletionStage<HttpResponse> archive(Inquiry inquiry) {
    var window = window(inquiry);
    return file(
        inquiry,
        "incident.tvz",
        MediaTypes.APPLICATION_ZIP.toContentType(),
        (services, out) -> archives.write(services, window, out));
  }

  private CompletionStage<HttpResponse> otlp(Inquiry inquiry) {
    var window = window(inquiry);
    var signals = signals(inquiry.parameters());
    return file(
        inquiry,
        "incident.otlp.jsonl",
        JSON_LINES,
        (services, out) -> otlp.write(new OtlpExport.Scope(services, signals, window), out));
  }

  private static ArchiveWindow window(Inquiry inquiry) {
    var given = inquiry.parameters().window();
    return new ArchiveWindow(given.fromNanos(), given.toNanos());
  }

  private static Set<Signal> signals(Parameters parameters) {
    var wanted = EnumSet.noneOf(Signal.class);
    for (var name : parameters.separated("signal")) {
      wanted.add(
          Arrays.stream(Signal.values())
              .filter(signal -> OtlpExport.name(signal).equals(name))
              .findFirst()
              .orElseThrow(
                  () -> Parameters.invalid("signal", "is none of traces, logs, metrics: " + name)));
    }
    return wanted.isEmpty() ? EnumSet.allOf(Signal.class) : wanted;
  }

  private CompletionStage<HttpResponse> file(
      Inquiry inquiry, String name, ContentType type, Writing writing) {
    boolean wanted = !inquiry.request().method().equals(HttpMethods.HEAD);
    // Names are looked up before anything is sent, so that an unknown one is a problem.
    return CompletableFuture.supplyAsync(
            () -> Set.copyOf(names.recordedOfParameter(inquiry)),
            task -> Thread.ofVirtual().name("export-names").start(task))
        .thenApply(
            services ->
                HttpResponse.create()
                    .addHeader(
                        RawHeader.create(
                            "Content-Disposition", "attachment; filename=\"" + name + "\""))
                    .addHeader(RawHeader.create("Cache-Control", "no-store"))
                    .withEntity(
                        HttpEntities.createChunked(
                            type,
                            wanted
                                ? content(out -> writing.write(services, out))
                                : Source.<ByteString>empty())));
  }

  private Source<ByteString, NotUsed> content(Content content) {
    if (!free.tryAcquire()) {
      throw new ProblemException(Problem.queriesOverloaded());
    }
    // Whoever asked may be gone before the first byte is sent.
    var begun = new AtomicBoolean();
    CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (begun.compareAndSet(false, true)) {
                free.release();
              }
            });
    return Source.<ByteString>queue(CHUNKS_AHEAD, OverflowStrategy.backpressure())
        .mapMaterializedValue(
            queue -> {
              if (begun.compareAndSet(false, true)) {
                Thread.ofVirtual().name("export").start(() -> write(content, queue));
              } else {
                queue.fail(new TimeoutException("the reader came too late"));
              }
              return NotUsed.getInstance();
            });
  }

  private void write(Content content, SourceQueueWithComplete<ByteString> queue) {
    try (var out = new BufferedOutputStream(new Chunks(queue), CHUNK)) {
      content.write(out);
      out.flush();
      queue.complete();
    } catch (IOException gone) {
      LOG.info("an export ended early: {}", gone.getMessage());
      queue.fail(gone);
    } catch (RuntimeException failure) {
      LOG.warn("an export failed", failure);
      queue.fail(failure);
    } finally {
      free.release();
    }
  }

  /** Waits until there is room. */
  private static final class Chunks extends OutputStream {
    private final SourceQueueWithComplete<ByteString> queue;

    Chunks(SourceQueueWithComplete<ByteString> queue) {
      this.queue = queue;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        var taken =
            queue
                .offer(ByteString.fromArray(bytes, offset, length))
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (taken != QueueOfferResult.enqueued()) {
          throw new IOException("the reader has gone");
        }
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("the reader takes nothing", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }
}
