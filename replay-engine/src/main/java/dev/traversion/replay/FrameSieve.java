package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.search.Requirement;
import dev.traversion.replay.parallel.InParallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Finds the frames that may hold what a search requires, without a look at each: by term runs where
 * there are any, run by run. Frames that no run knows of are left for their own filters to judge.
 */
final class FrameSieve {
  private static final int MIRRORS_AT_ONCE = 16;

  private final TermSlices slices;

  /** Bounds what is under way, whoever asks. */
  private final Semaphore permits = new Semaphore(MIRRORS_AT_ONCE);

  FrameSieve(TermSlices slices) {
    this.slices = slices;
  }

  /**
   * @param left frames that may hold it, of one mirror after the other
   * @param unjudged those among them that no run knows of, by identity
   */
  record Sifted(List<FrameEntry> left, Set<FrameEntry> unjudged) {
    Sifted() {
      this(new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void addAll(Sifted other) {
      left.addAll(other.left);
      unjudged.addAll(other.unjudged);
    }
  }

  /** Those frames of some mirrors that may hold what a filter is for. */
  Sifted sift(List<MirrorFrames> mirrors, EventFilter filter) {
    var sifted = new Sifted();
    if (!filter.isEmpty()) {
      InParallel.all(
              mirrors.stream()
                  .filter(frames -> !frames.isEmpty())
                  .<Callable<Sifted>>map(frames -> () -> siftOne(frames, filter))
                  .toList())
          .forEach(sifted::addAll);
    }
    return sifted;
  }

  private Sifted siftOne(MirrorFrames frames, EventFilter filter) throws InterruptedException {
    var requirement = filter.query().requirement();
    var sifted = new Sifted();
    if (requirement instanceof Requirement.Nothing) {
      sifted.left.addAll(
          frames.occurringIn(filter.fromNanos(), filter.lastNanos(), filter::mayMatch));
      return sifted;
    }
    permits.acquire();
    try {
      var judge = new RunJudge(slices, frames, requirement);
      frames.eachOccurringIn(
          filter.fromNanos(),
          filter.lastNanos(),
          judge::mayHold,
          entry -> {
            if (filter.mayMatch(entry)) {
              sifted.left.add(entry);
              if (!judge.knows(entry.address().sequenceNr())) {
                sifted.unjudged.add(entry);
              }
            }
          });
      return sifted;
    } finally {
      permits.release();
    }
  }
}
