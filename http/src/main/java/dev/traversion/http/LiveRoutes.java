package dev.traversion.http;

import akka.NotUsed;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.BoundedSourceQueue;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.QueueOfferResult;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.Json;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.LiveFeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** {@code /live}: what is being recorded, as server-sent events. */
final class LiveRoutes implements AutoCloseable {
  private static final int NOTICES_HELD = 256;
  private static final ByteString HEARTBEAT = ByteString.fromString(":\n\n");

  private final LiveFeed feed;
  private final String tenant;
  private final Duration heartbeat;
  private final Semaphore free;
  private final SharedKillSwitch open = KillSwitches.shared("live");
  private final Materializer materializer;

  LiveRoutes(
      LiveFeed feed,
      String tenant,
      int mostStreams,
      Duration heartbeat,
      Materializer materializer) {
    this.feed = feed;
    this.tenant = tenant;
    this.heartbeat = heartbeat;
    this.free = new Semaphore(mostStreams);
    this.materializer = materializer;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/live", List.of("service"), "text/event-stream", Endpoint.atOnce(this::watch)));
  }

  /** Ends every stream, so that a server that stops need not wait for them. */
  @Override
  public void close() {
    open.shutdown();
  }

  private HttpResponse watch(Inquiry inquiry) {
    var wanted = wanted(inquiry.parameters().all("service"));
    if (!free.tryAcquire()) {
      throw new ProblemException(Problem.liveOverloaded());
    }
    return HttpResponse.create()
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .withEntity(
            HttpEntities.createChunked(
                MediaTypes.TEXT_EVENT_STREAM.toContentType(), stream(wanted)));
  }

  private Source<ByteString, NotUsed> stream(Predicate<ServiceId> wanted) {
    var queue = Source.<ByteString>queue(NOTICES_HELD).preMaterialize(materializer);
    var notices = new Notices(queue.first());
    var subscription =
        feed.subscribe(
            recorded -> {
              if (wanted.test(recorded.mirror().service())) {
                notices.offer(recorded);
              }
            });
    return queue
        .second()
        .prepend(Source.single(HEARTBEAT))
        .keepAlive(heartbeat, () -> HEARTBEAT)
        .via(open.flow())
        .watchTermination(
            (_, ended) -> {
              ended.whenComplete(
                  (_, _) -> {
                    free.release();
                    subscription.close();
                  });
              return NotUsed.getInstance();
            });
  }

  /**
   * Services need not exist yet. A bare name means every service of that name, in whatever
   * namespace.
   */
  private Predicate<ServiceId> wanted(List<String> names) {
    var services = names.stream().map(name -> ServiceNames.parse(tenant, name)).toList();
    return recorded ->
        recorded.tenant().equals(tenant)
            && (services.isEmpty()
                || services.stream()
                    .anyMatch(
                        service ->
                            service.name().equals(recorded.name())
                                && (service.namespace().isEmpty()
                                    || service.namespace().equals(recorded.namespace()))));
  }

  /** One reader's notices; counts what the reader is too slow for, and says so when it can. */
  private static final class Notices {
    private final BoundedSourceQueue<ByteString> queue;
    private final AtomicLong lost = new AtomicLong();

    Notices(BoundedSourceQueue<ByteString> queue) {
      this.queue = queue;
    }

    void offer(LiveFeed.Recorded recorded) {
      long missed = lost.get();
      if (missed > 0
          && enqueue(event("lost", "", Json.object(json -> json.number("frames", missed))))) {
        lost.addAndGet(-missed);
      }
      if (!enqueue(frame(recorded))) {
        lost.incrementAndGet();
      }
    }

    private boolean enqueue(ByteString event) {
      return queue.offer(event) == QueueOfferResult.enqueued();
    }
  }

  private static ByteString frame(LiveFeed.Recorded recorded) {
    var summary = recorded.summary();
    var data =
        Json.object(
            json ->
                json.text("service", recorded.mirror().service().path())
                    .number("lane", recorded.mirror().lane())
                    .number("sequenceNr", recorded.sequenceNr())
                    .instant("firstOccurredAt", summary.minOccurredNanos())
                    .instant("lastOccurredAt", summary.maxOccurredNanos())
                    .instant("firstRecordedAt", summary.minRecordedNanos())
                    .instant("lastRecordedAt", summary.maxRecordedNanos())
                    .number("events", summary.total())
                    .number("errors", summary.errors())
                    .object(
                        "counts",
                        counts -> {
                          for (var kind : EventKind.values()) {
                            if (summary.count(kind) > 0) {
                              counts.number(kind.text(), summary.count(kind));
                            }
                          }
                        }));
    return event("frame", recorded.mirror().entityId() + "/" + recorded.sequenceNr(), data);
  }

  private static ByteString event(String name, String id, byte[] data) {
    return ByteString.fromString(
        "event: "
            + name
            + (id.isEmpty() ? "" : "\nid: " + id)
            + "\ndata: "
            + new String(data, StandardCharsets.UTF_8)
            + "\n\n");
  }
}
