package dev.traversion.replay;

import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.filter.TermRun;
import dev.traversion.model.mirror.MirrorId;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes term runs of the frames' filters, once a run of frames is complete. Reads no frame. Nothing
 * waits for it, and any node may run it, several at once too: they write the same.
 */
public final class TermRunBuilder {
  private static final Logger log = LoggerFactory.getLogger(TermRunBuilder.class);

  /** Rows of the newest frames may become visible out of order: such a run waits a little. */
  private static final int SETTLING = 32;

  private final MirrorRegistry mirrors;
  private final FrameCatalog catalog;
  private final FrameIndex index;
  private final TermRuns runs;

  TermRunBuilder(Sources sources, FrameCatalog catalog) {
    this.mirrors = sources.mirrors();
    this.catalog = catalog;
    this.index = sources.index();
    this.runs = sources.termRuns();
  }

  /**
   * Builds the runs that are due, those among them that were lost. A mirror that cannot be read now
   * is left for the next time.
   *
   * @return how many were built
   */
  public int buildDue(String tenant) {
    int built = 0;
    for (var mirror : mirrors.mirrors(tenant)) {
      try {
        built += buildDue(mirror);
      } catch (JournalUnavailableException e) {
        log.info("No term runs of {} now: {}", mirror.entityId(), e.getMessage());
      }
    }
    return built;
  }

  /**
   * Builds the runs of one mirror that are due.
   *
   * @throws JournalUnavailableException if the store does not answer
   */
  public int buildDue(MirrorId mirror) {
    var frames = catalog.refresh(mirror);
    long complete = due(frames.highest());
    int built = 0;
    for (long era = 0; era * TermRuns.RUNS_OF_ERA < complete; era++) {
      long end = Math.min(complete, (era + 1) * TermRuns.RUNS_OF_ERA);
      var there = runs.runs(mirror, era);
      for (long run = era * TermRuns.RUNS_OF_ERA; run < end; run++) {
        built += build(mirror, run, there);
      }
    }
    return built;
  }

  /**
   * The first run that is not due yet.
   *
   * @param highest the highest number that the index lists
   */
  static long due(long highest) {
    return Math.max(0, highest - SETTLING) / TermRuns.FRAMES;
  }

  private int build(MirrorId mirror, long run, SortedSet<Long> there) {
    if (there.contains(run)) {
      return 0;
    }
    long first = TermRuns.firstOf(run);
    var filters = index.filters(mirror, first, first + TermRuns.FRAMES - 1);
    runs.write(mirror, run, TermRun.slices(run, filters));
    return 1;
  }
}
