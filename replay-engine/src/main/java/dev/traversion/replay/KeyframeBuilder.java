package dev.traversion.replay;

import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds keyframes of mirrors that have gained enough frames. It reads what is journaled and needs
 * no mirror: nothing waits for it, and any node may run it, several at once too.
 *
 * <p>A keyframe stands at an instant of the service's clock, a little before its newest events:
 * before the median of the latest of the newest frames, so that neither a clock that is off nor a
 * few stray events move it away from where history grows. That holds for history that is imported
 * long after it happened, too.
 */
public final class KeyframeBuilder {
  private static final Logger log = LoggerFactory.getLogger(KeyframeBuilder.class);

  /** The newest frames, whose median tells how far the service's clock has come. */
  private static final int NEWEST = 16;

  /** A larger chunk might not be taken by the store: it keeps each in one row. */
  private static final int MOST_BYTES_PER_CHUNK = 8 << 20;

  /** What is known of the latest keyframe of a mirror. */
  private record Latest(long coveredSequenceNr, int chunks) {}

  private final Sources sources;
  private final KeyframePolicy policy;
  private final FrameCatalog catalog;
  private final StateReader states;
  private final Keyframes keyframes;
  private final KeyframeCodec codec;
  private final ConcurrentMap<MirrorId, Latest> built = new ConcurrentHashMap<>();

  KeyframeBuilder(
      Sources sources,
      KeyframePolicy policy,
      FrameCatalog catalog,
      StateReader states,
      Keyframes keyframes,
      KeyframeCodec codec) {
    this.sources = sources;
    this.policy = policy;
    this.catalog = catalog;
    this.states = states;
    this.keyframes = keyframes;
    this.codec = codec;
  }

  /**
   * Builds the keyframes that are due, one mirror after the other. A mirror that cannot be read now
   * is left for the next time.
   *
   * @return the keyframes built
   */
  public List<KeyframeId> buildDue(String tenant) {
    var done = new ArrayList<KeyframeId>();
    for (var mirror : sources.mirrors().mirrors(tenant)) {
      try {
        buildIfDue(mirror).ifPresent(done::add);
      } catch (JournalUnavailableException e) {
        log.info("No keyframe of {} now: {}", mirror.entityId(), e.getMessage());
      }
    }
    return done;
  }

  /**
   * Builds a keyframe of one mirror if it has gained enough frames since the latest.
   *
   * @throws JournalUnavailableException if the store does not answer
   */
  public Optional<KeyframeId> buildIfDue(MirrorId mirror) {
    var frames = catalog.refresh(mirror);
    var latest = latest(mirror);
    long due = Math.max(policy.newFrames(), (long) policy.framesPerChunk() * latest.chunks());
    return frames.highest() - latest.coveredSequenceNr() < due
        ? Optional.empty()
        : build(frames, instant(frames));
  }

  /** Builds the keyframe of a mirror at an instant, covering every frame that is listed now. */
  Optional<KeyframeId> build(MirrorId mirror, long atNanos) {
    return build(catalog.refresh(mirror), atNanos);
  }

  private Optional<KeyframeId> build(MirrorFrames frames, long atNanos) {
    var mirror = frames.mirror();
    var missing = new Missing();
    var base = keyframes.latest(mirror, atNanos);
    var state = states.fold(frames, base, atNanos, missing).finish();
    var keyframe = new Keyframe(state, frames.highest(), uncovered(frames, missing));
    if (keyframe.uncovered().ranges().size() > Keyframe.MAX_UNCOVERED) {
      log.warn("No keyframe of {}: too many of its frames are missing", mirror.entityId());
      return Optional.empty();
    }
    var encoded = codec.encode(mirror, keyframe);
    if (encoded.chunks().stream().anyMatch(c -> c.bytes().length > MOST_BYTES_PER_CHUNK)) {
      log.warn(
          "No keyframe of {}: its settings or one of its entities are too large for one chunk",
          mirror.entityId());
      built.put(mirror, new Latest(frames.highest(), encoded.chunks().size()));
      return Optional.empty();
    }
    sources.keyframes().write(encoded.id(), encoded.chunks());
    built.put(mirror, new Latest(frames.highest(), encoded.chunks().size()));
    return Optional.of(encoded.id());
  }

  /** What a keyframe built now leaves out: the reader will look for it again. */
  private static SequenceRanges uncovered(MirrorFrames frames, Missing missing) {
    var lost = missing.answer(frames).completeness();
    var numbers = new TreeSet<Long>();
    lost.gaps().forEach(gap -> numbers.add(gap.address().sequenceNr()));
    lost.damaged().stream().map(FrameAddress::sequenceNr).forEach(numbers::add);
    var merged = new TreeMap<Long, Long>();
    frames.holes().ranges().forEach(range -> merged.put(range.from(), range.to()));
    numbers.forEach(number -> merged.put(number, number));
    var uncovered = new SequenceRanges.Builder();
    merged.forEach(uncovered::add);
    return uncovered.build();
  }

  private long instant(MirrorFrames frames) {
    var latest =
        frames.newest(NEWEST).stream()
            .mapToLong(entry -> entry.summary().maxOccurredNanos())
            .sorted()
            .toArray();
    return latest[latest.length / 2] - policy.lag().toNanos();
  }

  private Latest latest(MirrorId mirror) {
    var stored =
        sources
            .keyframes()
            .latestAtOrBefore(mirror, Long.MAX_VALUE)
            .map(id -> new Latest(id.coveredSequenceNr(), id.chunks()))
            .orElse(new Latest(0, 0));
    var known = built.getOrDefault(mirror, stored);
    return known.coveredSequenceNr() > stored.coveredSequenceNr() ? known : stored;
  }
}
