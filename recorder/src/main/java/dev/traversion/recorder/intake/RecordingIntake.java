package dev.traversion.recorder.intake;

import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameLimits;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.recorder.Intake;
import dev.traversion.recorder.Receipt;
import dev.traversion.recorder.cloudevents.CloudEventsDecoder;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.mirror.EventBatch;
import dev.traversion.recorder.mirror.LaneRouting;
import dev.traversion.recorder.mirror.Mirrors;
import dev.traversion.recorder.mirror.Outcome;
import dev.traversion.recorder.otlp.OtlpDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes deliveries, sends their events to the mirrors, and waits until all are durable. */
public final class RecordingIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingIntake.class);

  /** What senders are asked to wait before they try again. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final OtlpDecoder otlp;
  private final CloudEventsDecoder cloudEvents;
  private final LaneRouting lanes;
  private final Mirrors mirrors;
  private final InstantSource clock;

  public RecordingIntake(
      OtlpDecoder otlp,
      CloudEventsDecoder cloudEvents,
      LaneRouting lanes,
      Mirrors mirrors,
      InstantSource clock) {
    this.otlp = otlp;
    this.cloudEvents = cloudEvents;
    this.lanes = lanes;
    this.mirrors = mirrors;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Receipt> otlp(Signal signal, Encoding encoding, byte[] body) {
    return record(otlp.decode(signal, encoding, body, now()));
  }

  @Override
  public CompletionStage<Receipt> cloudEvents(byte[] json, boolean batch) {
    return record(cloudEvents.decode(json, batch, now()));
  }

  private long now() {
    return EpochNanos.of(clock.instant());
  }

  private CompletionStage<Receipt> record(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Malformed(var reason) ->
          CompletableFuture.completedFuture(new Receipt.Malformed(reason));
      case Decoded.Events events -> record(events);
    };
  }

  private CompletionStage<Receipt> record(Decoded.Events decoded) {
    var outcomes = new ArrayList<CompletableFuture<Outcome>>();
    for (var delivery : byMirror(decoded).entrySet()) {
      for (var batch : delivery.getValue()) {
        outcomes.add(
            mirrors
                .record(delivery.getKey(), new EventBatch(batch))
                .exceptionally(RecordingIntake::unanswered)
                .toCompletableFuture());
      }
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> {
              for (var outcome : outcomes) {
                if (outcome.join() instanceof Outcome.Refused(var reason)) {
                  return refused(reason);
                }
              }
              return new Receipt.Accepted(decoded.accepted(), decoded.rejected(), decoded.reason());
            });
  }

  private static Outcome unanswered(Throwable failure) {
    if (failure instanceof RejectedExecutionException) {
      LOG.warn("a mirror could not be asked", failure);
    }
    return new Outcome.Refused(Outcome.Reason.JOURNAL_UNAVAILABLE);
  }

  private static Receipt refused(Outcome.Reason reason) {
    return switch (reason) {
      case TOO_MUCH_WAITING ->
          new Receipt.Refused("too much is waiting to become durable", RETRY_AFTER, true);
      case STARTING -> new Receipt.Refused("the mirror is starting", RETRY_AFTER, false);
      case JOURNAL_UNAVAILABLE ->
          new Receipt.Refused("the journal does not answer", RETRY_AFTER, false);
    };
  }

  /** Splits by mirror, and into batches that fit a frame: a frame is one row of the store. */
  private Map<MirrorId, List<List<Event>>> byMirror(Decoded.Events decoded) {
    var batches = new LinkedHashMap<MirrorId, Splitter>();
    for (var group : decoded.byService().entrySet()) {
      var ofService = lanes.of(group.getKey());
      for (var event : group.getValue()) {
        batches.computeIfAbsent(ofService.mirror(event), _ -> new Splitter()).add(event);
      }
    }
    var split = new LinkedHashMap<MirrorId, List<List<Event>>>();
    batches.forEach((mirror, splitter) -> split.put(mirror, splitter.batches));
    return split;
  }

  private static final class Splitter {
    private final List<List<Event>> batches = new ArrayList<>();
    private List<Event> last = new ArrayList<>();
    private long bytes;

    void add(Event event) {
      long size = FrameCodec.estimateBytes(event);
      if (batches.isEmpty()
          || last.size() >= FrameLimits.SEAL_EVENTS
          || bytes + size > FrameLimits.SEAL_ESTIMATED_BYTES) {
        last = new ArrayList<>();
        batches.add(last);
        bytes = 0;
      }
      last.add(event);
      bytes += size;
    }
  }
}
