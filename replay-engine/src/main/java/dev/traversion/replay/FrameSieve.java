package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.filter.TermRun;
import dev.traversion.journal.search.Requirement;
import dev.traversion.journal.search.Term;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.parallel.InParallel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Keeps the frames that may hold what a search requires, without a look at each: by term runs where
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
   * @param left frames that may hold it, in the order given
   * @param unjudged those among them that no run knows of, by identity
   */
  record Sifted(List<FrameEntry> left, Set<FrameEntry> unjudged) {}

  /**
   * @param entries frames of any mirrors, those of each one by one
   */
  Sifted sift(List<List<FrameEntry>> entries, Requirement requirement) {
    if (requirement instanceof Requirement.Nothing) {
      return new Sifted(entries.stream().flatMap(List::stream).toList(), Set.of());
    }
    var terms = new HashSet<Term>();
    addTerms(requirement, terms);
    var sifted =
        InParallel.all(
            entries.stream()
                .filter(ofMirror -> !ofMirror.isEmpty())
                .<Callable<Sifted>>map(ofMirror -> () -> siftOne(ofMirror, requirement, terms))
                .toList());
    var left = new ArrayList<FrameEntry>();
    Set<FrameEntry> unjudged = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var ofMirror : sifted) {
      left.addAll(ofMirror.left);
      unjudged.addAll(ofMirror.unjudged);
    }
    return new Sifted(left, unjudged);
  }

  private Sifted siftOne(List<FrameEntry> entries, Requirement requirement, Set<Term> terms)
      throws InterruptedException {
    var mirror = entries.getFirst().address().mirror();
    var byRun = new TreeMap<Long, List<FrameEntry>>();
    for (var entry : entries) {
      byRun
          .computeIfAbsent(TermRuns.runOf(entry.address().sequenceNr()), _ -> new ArrayList<>())
          .add(entry);
    }
    var bySlice = new HashMap<Integer, List<Term>>();
    terms.forEach(term -> bySlice.computeIfAbsent(term.slice(), _ -> new ArrayList<>()).add(term));
    permits.acquire();
    try {
      var left = new ArrayList<FrameEntry>();
      Set<FrameEntry> unjudged = Collections.newSetFromMap(new IdentityHashMap<>());
      long era = -1;
      Map<Integer, Map<Long, byte[]>> read = Map.of();
      for (var run : byRun.entrySet()) {
        if (run.getKey() / TermRuns.RUNS_OF_ERA != era) {
          era = run.getKey() / TermRuns.RUNS_OF_ERA;
          long last = Math.min(byRun.lastKey(), (era + 1) * TermRuns.RUNS_OF_ERA - 1);
          read = read(mirror, bySlice.keySet(), run.getKey(), last);
        }
        judge(run.getKey(), run.getValue(), requirement, bySlice, read, left, unjudged);
      }
      return new Sifted(left, unjudged);
    } finally {
      permits.release();
    }
  }

  private Map<Integer, Map<Long, byte[]>> read(
      MirrorId mirror, Set<Integer> wanted, long from, long to) {
    var read = new HashMap<Integer, Map<Long, byte[]>>();
    wanted.forEach(slice -> read.put(slice, slices.of(mirror, slice, from, to)));
    return read;
  }

  private static void judge(
      long run,
      List<FrameEntry> entries,
      Requirement requirement,
      Map<Integer, List<Term>> bySlice,
      Map<Integer, Map<Long, byte[]>> read,
      List<FrameEntry> left,
      Set<FrameEntry> unjudged) {
    var known = new BitSet(TermRuns.FRAMES);
    known.set(0, TermRuns.FRAMES);
    var framesOf = new HashMap<Term, BitSet>();
    for (var slice : bySlice.entrySet()) {
      var wanted = new HashMap<Term, BitSet>();
      slice.getValue().forEach(term -> wanted.put(term, new BitSet(TermRuns.FRAMES)));
      var bytes = read.getOrDefault(slice.getKey(), Map.of()).get(run);
      known.and(bytes == null ? new BitSet() : TermRun.find(bytes, wanted));
      framesOf.putAll(wanted);
    }
    var fulfilling = fulfilling(requirement, framesOf);
    for (var entry : entries) {
      int frame = TermRuns.frameInRun(entry.address().sequenceNr());
      if (!known.get(frame)) {
        left.add(entry);
        unjudged.add(entry);
      } else if (fulfilling.get(frame)) {
        left.add(entry);
      }
    }
  }

  /** The frames of a run that fulfil a requirement, given those of each of its terms. */
  private static BitSet fulfilling(Requirement requirement, Map<Term, BitSet> framesOf) {
    var frames = new BitSet(TermRuns.FRAMES);
    switch (requirement) {
      case Requirement.Nothing _ -> frames.set(0, TermRuns.FRAMES);
      case Requirement.Holds(var term) -> frames.or(framesOf.getOrDefault(term, frames));
      case Requirement.AllOf(var parts) -> {
        frames.set(0, TermRuns.FRAMES);
        parts.forEach(part -> frames.and(fulfilling(part, framesOf)));
      }
      case Requirement.AnyOf(var parts) ->
          parts.forEach(part -> frames.or(fulfilling(part, framesOf)));
    }
    return frames;
  }

  private static void addTerms(Requirement requirement, Set<Term> terms) {
    switch (requirement) {
      case Requirement.Nothing _ -> {}
      case Requirement.Holds(var term) -> terms.add(term);
      case Requirement.AllOf(var parts) -> parts.forEach(part -> addTerms(part, terms));
      case Requirement.AnyOf(var parts) -> parts.forEach(part -> addTerms(part, terms));
    }
  }
}
