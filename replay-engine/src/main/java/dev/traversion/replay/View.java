package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.Gap;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.OpenFrames;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.KeyframePlan;
import dev.traversion.replay.parallel.InParallel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What one mirror can tell at one moment: its open events, the frames that the index lists, and the
 * holes that were noticed.
 *
 * @param open events whose frames may not be listed yet; some may be in listed frames as well
 */
record View(MirrorId mirror, List<Event> open, MirrorFrames frames, List<Gap> gaps) {

  /** Takes views of mirrors, several at a time. */
  static final class Viewer {
    private final OpenFrames openFrames;
    private final FrameCatalog catalog;
    private final GapLog gapLog;
    private final MarkedReads<List<Gap>> gaps;
    private final Duration openTimeout;

    Viewer(
        OpenFrames openFrames,
        FrameCatalog catalog,
        GapLog gapLog,
        ReplaySettings settings,
        LongSupplier nanoClock) {
      this.openFrames = openFrames;
      this.catalog = catalog;
      this.gapLog = gapLog;
      this.gaps = MarkedReads.of(settings.holeRecheck(), nanoClock);
      this.openTimeout = settings.openTimeout();
    }

    View of(MirrorId mirror, Missing missing) {
      // The open frame first: a frame sealed after that is in the index when that is read.
      var open = open(mirror, missing);
      return view(mirror, open, catalog.refresh(mirror, open.mark()));
    }

    List<View> of(List<MirrorId> mirrors, Missing missing) {
      return mirrors.isEmpty()
          ? List.of()
          : InParallel.all(
              mirrors.stream().<Callable<View>>map(mirror -> () -> of(mirror, missing)).toList());
    }

    /**
     * What a mirror can tell beside its keyframes.
     *
     * @param open what it told of itself, asked for before anything else
     * @param plan what its keyframes tell
     */
    View of(MirrorId mirror, OpenFrames.Open open, KeyframePlan plan) {
      return view(
          mirror,
          open,
          plan.unread().isEmpty()
              ? catalog.above(mirror, plan.covered(), open.mark())
              : catalog.refresh(mirror, open.mark()));
    }

    private View view(MirrorId mirror, OpenFrames.Open open, MirrorFrames frames) {
      var noticed = gaps.read(mirror, open.mark(), _ -> gapLog.gaps(mirror));
      return new View(mirror, open.events(), frames, noticed);
    }

    OpenFrames.Open open(MirrorId mirror, Missing missing) {
      try {
        return openFrames.open(mirror, openTimeout);
      } catch (JournalUnavailableException _) {
        missing.silent(mirror);
        return OpenFrames.Open.UNKNOWN;
      }
    }
  }

  /** Notes every hole that may lie in a window, for readers that do not read all its frames. */
  void noteGaps(Missing missing, long fromNanos, long toNanos) {
    for (var gap : gaps) {
      if (gap.lost().map(summary -> summary.mayOccurIn(fromNanos, toNanos)).orElse(true)) {
        missing.gap(gap);
      }
    }
  }

  /**
   * Notes the holes that neither a keyframe covers nor a row of the index tells of. Where there is
   * a row, reading its frame tells whether it is lost.
   *
   * @param mayMatter of the frame as the log describes it; one that it cannot describe may always
   */
  void noteUnlistedGaps(Missing missing, Predicate<FrameEntry> mayMatter) {
    for (var gap : gaps) {
      long number = gap.address().sequenceNr();
      if (number > frames.after()
          && !frames.lists(number)
          && gap.lost()
              .map(summary -> mayMatter.test(new FrameEntry(gap.address(), summary, 0)))
              .orElse(true)) {
        missing.gap(gap);
      }
    }
  }
}
