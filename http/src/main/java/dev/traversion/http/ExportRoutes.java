package dev.traversion.http;

import akka.NotUsed;
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
import dev.traversion.replay.ArchiveWindow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
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
 * {@code GET /export}: a window of history as one file, written while it is sent. A file that could
 * not be written to its end breaks off, connection and all; a reader sees that its seal is missing.
 */
final class ExportRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);

  /** Each reads frames as fast as somebody takes them. */
  private static final int MOST_AT_ONCE = 2;

  /** A reader that takes nothing for so long is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int CHUNK = 64 << 10;
  private static final int CHUNKS_AHEAD = 4;

  private final Archives archives;
  private final ServiceNames names;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  ExportRoutes(Archives archives, ServiceNames names) {
    this.archives = archives;
    this.names = names;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/export", List.of("from", "to", "service"), "application/zip", this::export));
  }

  private CompletionStage<HttpResponse> export(Inquiry inquiry) {
    var given = inquiry.parameters().window();
    var window = new ArchiveWindow(given.fromNanos(), given.toNanos());
    boolean wanted = !inquiry.request().method().equals(HttpMethods.HEAD);
    // Names are looked up before anything is sent, so that an unknown one is a problem.
    return CompletableFuture.supplyAsync(
            () -> Set.copyOf(names.ofParameter(inquiry)),
            task -> Thread.ofVirtual().name("export-names").start(task))
        .thenApply(
            services ->
                HttpResponse.create()
                    .addHeader(
                        RawHeader.create(
                            "Content-Disposition", "attachment; filename=\"incident.tvz\""))
                    .addHeader(RawHeader.create("Cache-Control", "no-store"))
                    .withEntity(
                        HttpEntities.createChunked(
                            MediaTypes.APPLICATION_ZIP.toContentType(),
                            wanted ? file(services, window) : Source.<ByteString>empty())));
  }

  private Source<ByteString, NotUsed> file(Set<ServiceId> services, ArchiveWindow window) {
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
                Thread.ofVirtual().name("export").start(() -> write(services, window, queue));
              } else {
                queue.fail(new TimeoutException("the reader came too late"));
              }
              return NotUsed.getInstance();
            });
  }

  private void write(
      Set<ServiceId> services, ArchiveWindow window, SourceQueueWithComplete<ByteString> queue) {
    try (var out = new BufferedOutputStream(new Chunks(queue), CHUNK)) {
      archives.write(services, window, out);
      out.flush();
      queue.complete();
    } catch (IOException gone) {
      LOG.info("an export ended early: {}", gone.getMessage());
      queue.fail(gone);
    } catch (RuntimeException failure) {
      LOG.warn("an export failed: window={}", window, failure);
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
