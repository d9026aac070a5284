package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.FrameEntries;
import dev.traversion.replay.keyframe.KeyframePolicy;
import dev.traversion.replay.keyframe.SequenceRanges;
import dev.traversion.replay.keyframe.TierBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds keyframes of mirrors that have gained enough frames. It reads what is journaled and needs
 * no mirror: nothing waits for it, and any node may run it, several at once too. What it keeps in
 * memory is what a few dozen frames hold; what it reads of history is what no keyframe covers yet.
 */
public final class KeyframeBuilder {
  private static final Logger log = LoggerFactory.getLogger(KeyframeBuilder.class);

  /** The newest frames, whose median tells how far the service's clock has come. */
  private static final int NEWEST = 16;

  /** Frames of one keyframe hold at most this much, as stored: bounds what is in memory. */
  private static final long MOST_BYTES = 4 << 20;

  /** So many keyframes are built of one mirror's frames before it is another mirror's turn. */
  private static final int AT_ONCE = 64;

  private final MirrorRegistry mirrors;
  private final KeyframePolicy policy;
  private final FrameCatalog catalog;
  private final FrameReader frames;
  private final TierBuilder tiers;

  KeyframeBuilder(
      MirrorRegistry mirrors,
      KeyframePolicy policy,
      FrameCatalog catalog,
      FrameReader frames,
      TierBuilder tiers) {
    this.mirrors = mirrors;
    this.policy = policy;
    this.catalog = catalog;
    this.frames = frames;
    this.tiers = tiers;
  }

  /**
   * Builds the keyframes that are due, one mirror after the other. A mirror that cannot be read now
   * is left for the next time.
   *
   * @return the keyframes built
   */
  public List<KeyframeId> buildDue(String tenant) {
    var done = new ArrayList<KeyframeId>();
    for (var mirror : mirrors.mirrors(tenant)) {
      try {
        done.addAll(buildIfDue(mirror));
      } catch (JournalUnavailableException e) {
        log.info("No keyframe of {} now: {}", mirror.entityId(), e.getMessage());
      }
    }
    return done;
  }

  /**
   * Builds the keyframes of one mirror that are due.
   *
   * @throws JournalUnavailableException if the store does not answer
   */
  public List<KeyframeId> buildIfDue(MirrorId mirror) {
    return build(mirror, policy.newFrames());
  }

  /** Builds keyframes that cover every frame listed now, however few there are. */
  List<KeyframeId> build(MirrorId mirror) {
    return build(mirror, 1);
  }

  private List<KeyframeId> build(MirrorId mirror, int atLeast) {
    tiers.tidy(mirror);
    var done = new ArrayList<KeyframeId>(mend(mirror));
    long covered = tiers.covered(mirror);
    var listed = catalog.above(mirror, covered, Optional.empty());
    long settled = settled(listed, covered);
    while (settled - covered >= atLeast && done.size() < AT_ONCE) {
      long upTo = upTo(listed, covered, settled);
      var built = ofFrames(listed, covered, upTo);
      if (built.isEmpty()) {
        break;
      }
      done.add(built.get());
      covered = upTo;
    }
    if (!done.isEmpty()) {
      tiers.tidy(mirror);
    }
    done.addAll(tiers.merge(mirror, wanted -> read(catalog.refresh(mirror), wanted)));
    return done;
  }

  /** Builds anew what covers frames whose keyframes were lost. */
  private List<KeyframeId> mend(MirrorId mirror) {
    var holes = tiers.holes(mirror);
    if (holes.isEmpty()) {
      return List.of();
    }
    var done = new ArrayList<KeyframeId>();
    var listed = catalog.refresh(mirror);
    for (var hole : holes.ranges()) {
      long covered = hole.from() - 1;
      while (covered < hole.to() && done.size() < AT_ONCE) {
        long upTo = upTo(listed, covered, hole.to());
        ofFrames(listed, covered, upTo).ifPresent(done::add);
        covered = upTo;
      }
    }
    return done;
  }

  /**
   * The highest number below which nothing is likely to appear in the index any more: rows of
   * neighbouring frames may become visible out of order.
   */
  private static long settled(MirrorFrames listed, long covered) {
    for (var hole : listed.holes().ranges()) {
      if (hole.to() > covered && hole.to() > listed.highest() - FrameCatalog.OVERLAP) {
        return hole.from() - 1;
      }
    }
    return listed.highest();
  }

  private long upTo(MirrorFrames listed, long covered, long most) {
    long bytes = 0;
    long upTo = covered;
    while (upTo < most && upTo - covered < 2L * policy.newFrames()) {
      bytes += listed.entry(upTo + 1).map(FrameEntry::bytes).orElse(0);
      if (bytes > MOST_BYTES && upTo > covered) {
        break;
      }
      upTo++;
    }
    return upTo;
  }

  private Optional<KeyframeId> ofFrames(MirrorFrames listed, long after, long upTo) {
    return tiers.ofFrames(
        listed.mirror(), after, upTo, newest(listed, upTo), wanted -> read(listed, wanted));
  }

  /**
   * How far the service's clock had come: the median of the latest of the last frames, so that
   * neither a clock that is off nor a few stray events move it away from where history grew.
   */
  private static long newest(MirrorFrames listed, long upTo) {
    var latest = new ArrayList<Long>();
    for (long number = upTo; number > 0 && number > upTo - NEWEST; number--) {
      listed.entry(number).ifPresent(entry -> latest.add(entry.summary().maxOccurredNanos()));
    }
    latest.sort(null);
    return latest.isEmpty() ? Long.MIN_VALUE : latest.get(latest.size() / 2);
  }

  private TierBuilder.FromFrames read(MirrorFrames listed, SequenceRanges wanted) {
    var entries = new ArrayList<FrameEntry>();
    var uncovered = new TreeSet<Long>();
    for (var range : wanted.ranges()) {
      for (long number = range.from(); number <= range.to(); number++) {
        var entry = listed.entry(number);
        if (entry.isPresent()) {
          entries.add(entry.get());
        } else {
          uncovered.add(number);
        }
      }
    }
    var missing = new Missing();
    var gathered = new TierBuilder.Gathering();
    frames.each(
        entries,
        missing,
        frame -> {
          var number = frame.address().sequenceNr();
          int bytes = listed.entry(number).map(FrameEntry::bytes).orElse(0);
          if (!FrameEntries.extract(frame, bytes, gathered)) {
            missing.damaged(frame.address());
          }
        });
    var lacking = missing.answer(wanted).completeness();
    lacking.gaps().forEach(gap -> uncovered.add(gap.address().sequenceNr()));
    lacking.damaged().stream().map(FrameAddress::sequenceNr).forEach(uncovered::add);
    var ranges = new SequenceRanges.Builder();
    uncovered.forEach(number -> ranges.add(number, number));
    return gathered.finish(ranges.build());
  }
}
