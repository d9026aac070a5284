package dev.traversion.recorder.mirror;

import akka.actor.typed.ActorRef;
import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.recorder.LiveFeed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The memory of a mirror between two starts: the open frame, the frames on their way to disk, the
 * ids it remembers. Judges what the actor then does; confined to the actor's thread.
 */
final class MirrorSession {
  private final MirrorId mirror;
  private final MirrorSettings settings;
  private final RecorderMetrics metrics;
  private final RecentIds recentIds;
  private final DeploymentDetector deployments;
  private final long start = ThreadLocalRandom.current().nextLong();
  private final Deque<Persisted> notIndexed = new ArrayDeque<>();
  private OpenFrame open = new OpenFrame();
  private OpenFrame persisting = new OpenFrame();
  private long waitingBytes;
  private long indexed;
  private int stashed;
  private boolean started;

  /** A frame that is in the journal and whose index row is on its way. */
  private static final class Persisted {
    private final OpenFrame frame;
    private final FrameEntry entry;
    private boolean indexed;

    Persisted(OpenFrame frame, FrameEntry entry) {
      this.frame = frame;
      this.entry = entry;
    }
  }

  MirrorSession(MirrorId mirror, MirrorSettings settings, RecorderMetrics metrics) {
    this.mirror = mirror;
    this.settings = settings;
    this.metrics = metrics;
    this.recentIds = new RecentIds(settings.rememberedIds());
    this.deployments = new DeploymentDetector(settings.versionQuietTime());
  }

  /** Takes over what the journal's end tells; batches are accepted from now on. */
  void start(JournalTail tail) {
    tail.events().forEach(this::remember);
    metrics.repaired(tail.repaired());
    metrics.gaps(tail.newGaps());
    started = true;
  }

  private void remember(Event event) {
    recentIds.add(event.id());
    // The tail's inferred deployments are in it as events; only the detector's memory is wanted.
    deployments.observe(event);
  }

  boolean started() {
    return started;
  }

  /** Whether one more batch may wait for the start; counts it if so. */
  boolean mayStash() {
    if (stashed >= settings.stashedMaxBatches()) {
      return false;
    }
    stashed++;
    return true;
  }

  /**
   * Adds a batch to the open frame; its sender is answered when all of it is durable.
   *
   * @return why the batch is refused whole, if it is
   */
  Optional<Outcome.Reason> accept(EventBatch batch, ActorRef<Outcome> sender) {
    if (waitingBytes >= settings.waitingMaxBytes()) {
      return Optional.of(Outcome.Reason.TOO_MUCH_WAITING);
    }
    int redelivered = 0;
    for (var event : batch.events()) {
      if (recentIds.add(event.id())) {
        deployments.observe(event).ifPresent(this::add);
        add(event);
      } else {
        redelivered++;
      }
    }
    metrics.redelivered(redelivered);
    awaitDurability(new OpenFrame.Waiting(sender, redelivered));
    return Optional.empty();
  }

  private void add(Event event) {
    long bytes = FrameCodec.estimateBytes(event);
    open.add(event, bytes);
    waitingBytes += bytes;
  }

  /** What was known already may still be on its way, so even an all-known batch waits for that. */
  private void awaitDurability(OpenFrame.Waiting sender) {
    if (!open.isEmpty()) {
      open.await(sender);
    } else if (!notIndexed.isEmpty()) {
      notIndexed.getLast().frame.await(sender);
    } else {
      sender.sender().tell(new Outcome.Recorded(sender.redelivered()));
    }
  }

  boolean openFrameIsFull() {
    return open.isFull();
  }

  boolean openFrameHasEvents() {
    return !open.isEmpty();
  }

  /** Closes the open frame, to be persisted now. */
  OpenFrame seal() {
    persisting = open;
    open = new OpenFrame();
    return persisting;
  }

  /** The frame is in the journal; what its index row shall say. */
  FrameEntry persisted(OpenFrame frame, long sequenceNr, int encodedBytes) {
    var entry =
        new FrameEntry(
            new FrameAddress(mirror, sequenceNr), FrameSummary.of(frame.events()), encodedBytes);
    persisting = new OpenFrame();
    notIndexed.addLast(new Persisted(frame, entry));
    return entry;
  }

  /**
   * A frame's index row is durable. Senders are answered in the order of frames, for a batch may
   * wait for an event of an earlier frame than its own.
   *
   * @return what has now become durable, oldest first
   */
  List<LiveFeed.Recorded> indexed(long sequenceNr) {
    for (var persisted : notIndexed) {
      if (persisted.entry.address().sequenceNr() == sequenceNr) {
        persisted.indexed = true;
      }
    }
    var durable = new ArrayList<LiveFeed.Recorded>();
    while (!notIndexed.isEmpty() && notIndexed.getFirst().indexed) {
      var persisted = notIndexed.removeFirst();
      indexed++;
      waitingBytes -= persisted.frame.bytes();
      metrics.frame(persisted.entry);
      for (var waiting : persisted.frame.waiting()) {
        waiting.sender().tell(new Outcome.Recorded(waiting.redelivered()));
      }
      durable.add(
          new LiveFeed.Recorded(
              mirror, persisted.entry.address().sequenceNr(), persisted.entry.summary()));
    }
    return durable;
  }

  /** Accepted events that the index does not list yet, and how far it has come. */
  MirrorCommand.OpenEvents open() {
    var events = new ArrayList<Event>();
    notIndexed.forEach(persisted -> events.addAll(persisted.frame.events()));
    events.addAll(persisting.events());
    events.addAll(open.events());
    return new MirrorCommand.OpenEvents(new EventBatch(events), start, indexed);
  }

  /** Tells every waiting sender that its batch is not known to be durable. */
  void refuseAll(Outcome.Reason reason) {
    notIndexed.forEach(persisted -> refuse(persisted.frame, reason));
    refuse(persisting, reason);
    refuse(open, reason);
    notIndexed.clear();
    persisting = new OpenFrame();
    open = new OpenFrame();
    waitingBytes = 0;
  }

  private static void refuse(OpenFrame frame, Outcome.Reason reason) {
    frame.waiting().forEach(waiting -> waiting.sender().tell(new Outcome.Refused(reason)));
  }
}
