package dev.traversion.replay;

import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.RandomEvents;
import dev.traversion.replay.keyframe.KeyframePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random history of one service, recorded by several lanes in frames of random size, with
 * keyframes of random instants built now and then on the way, some of them damaged.
 */
final class RandomWorld {
  final RecordedWorld recorded = new RecordedWorld();
  final Random random;
  final RandomEvents source;

  /** All events that can be read: what was lost is not among them. */
  final List<Event> events = new ArrayList<>();

  /** What sound frames hold, event by event, redeliveries included. */
  private final List<Event> recordings = new ArrayList<>();

  int keyframesBuilt;
  int fullKeyframes;

  private final ServiceId service;
  private final List<Runnable> unlisted = new ArrayList<>();
  private final boolean accidents;

  RandomWorld(long seed, ServiceId service, boolean contradicting, boolean accidents) {
    this.service = service;
    this.accidents = accidents;
    source = RandomEvents.seeded(seed);
    if (contradicting) {
      source.contradicting();
    }
    random = source.random();
  }

  /** Records about so many events. */
  RandomWorld record(int count) {
    int lanes = random.nextInt(1, 4);
    var pending = new HashMap<MirrorId, List<Event>>();
    var arrivals = source.arrivals(count);
    for (var event : arrivals) {
      var mirror = RecordedWorld.mirror(service, lane(event, lanes));
      var frame = pending.computeIfAbsent(mirror, _ -> new ArrayList<>());
      frame.add(event);
      if (random.nextInt(8) == 0) {
        seal(mirror, frame);
        frame.clear();
      }
      if (random.nextInt(10) == 0) {
        buildKeyframes(mirror);
      }
      if (!unlisted.isEmpty() && random.nextInt(6) == 0) {
        unlisted.removeLast().run();
      }
    }
    unlisted.forEach(Runnable::run);
    pending.forEach(this::leaveOpenOrSeal);
    return this;
  }

  List<Event> recordings() {
    return recordings;
  }

  long instant() {
    return source.instant(events);
  }

  private int lane(Event event, int lanes) {
    EventId id = event.id();
    // Now and then a redelivery ends in another lane, as when the number of lanes changed.
    return random.nextInt(20) == 0
        ? random.nextInt(lanes)
        : Math.floorMod(Long.hashCode(id.low()), lanes);
  }

  private void seal(MirrorId mirror, List<Event> frame) {
    var sealed = List.copyOf(frame);
    int accident = accidents ? random.nextInt(10) : 9;
    switch (accident) {
      case 0 -> recorded.recordLost(mirror, sealed);
      case 1 -> recorded.recordDamaged(mirror, sealed, random.nextDouble());
      case 2 -> {
        unlisted.add(recorded.recordUnlisted(mirror, sealed));
        events.addAll(sealed);
      }
      default -> {
        recorded.record(mirror, sealed);
        events.addAll(sealed);
        recordings.addAll(sealed);
      }
    }
  }

  private void leaveOpenOrSeal(MirrorId mirror, List<Event> frame) {
    if (frame.isEmpty()) {
      return;
    }
    boolean stayOpen = random.nextBoolean();
    if (stayOpen) {
      recorded.mirrors.register(mirror).toCompletableFuture().join();
      recorded.open.put(mirror, List.copyOf(frame));
      events.addAll(frame);
    }
    // Sealed in the moment between the two questions: open and listed at once.
    if (!stayOpen || random.nextBoolean()) {
      seal(mirror, frame);
    }
  }

  /** Builds what is due by some policy, or would be; loses or damages a little of it. */
  private void buildKeyframes(MirrorId mirror) {
    if (!recorded.sequenceNrs.containsKey(mirror)) {
      return;
    }
    var policy =
        new KeyframePolicy(
            random.nextInt(1, 6),
            random.nextInt(2, 4),
            random.nextInt(200, 4_000),
            Duration.ofNanos(random.nextLong(source.spanNanos() + 1)),
            random.nextInt(1, 400),
            random.nextInt(1, 4));
    var builder =
        RecordedWorld.engine(recorded.sources(), System::nanoTime, policy).keyframeBuilder();
    var built = random.nextBoolean() ? builder.build(mirror) : builder.buildIfDue(mirror);
    keyframesBuilt += built.size();
    fullKeyframes +=
        (int) built.stream().filter(keyframe -> keyframe.horizonNanos() > Long.MIN_VALUE).count();
    for (var keyframe : built) {
      switch (random.nextInt(24)) {
        case 0 -> damage(keyframe);
        case 1 -> recorded.keyframes.delete(keyframe);
        case 2 -> recorded.keyframes.losePage(keyframe, random.nextInt(3));
        default -> {}
      }
    }
  }

  private void damage(KeyframeId keyframe) {
    recorded.damage(keyframe, random.nextDouble());
  }

  /** The arrivals by what is the same event in every listing; the earliest recording of each. */
  static List<Event> distinct(List<Event> events) {
    record Place(long occurredAtNanos, EventId id) {}
    Map<Place, Event> first = new HashMap<>();
    for (var event : events) {
      first.merge(
          new Place(event.occurredAtNanos(), event.id()),
          event,
          (one, other) -> one.recordedAtNanos() <= other.recordedAtNanos() ? one : other);
    }
    var sorted = new ArrayList<>(first.values());
    sorted.sort(
        (one, other) ->
            one.occurredAtNanos() != other.occurredAtNanos()
                ? Long.compare(one.occurredAtNanos(), other.occurredAtNanos())
                : one.id().compareTo(other.id()));
    return sorted;
  }
}
