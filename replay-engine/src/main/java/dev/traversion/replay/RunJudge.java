package dev.traversion.replay;

import dev.traversion.journal.TermRuns;
import dev.traversion.journal.filter.TermRun;
import dev.traversion.journal.search.Requirement;
import dev.traversion.journal.search.Term;
import dev.traversion.model.mirror.MirrorId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Judges the frames of one mirror by its term runs. It reads a run when a frame of it is asked for,
 * and keeps the last one only: so frames are best asked for in the order of their numbers. For one
 * thread.
 */
final class RunJudge {
  private final TermSlices slices;
  private final MirrorId mirror;
  private final Requirement requirement;

  private final List<OfSlice> wanted;

  /** Runs from this one on are not complete: nothing is asked of them. */
  private final long due;

  private long era = -1;

  private long run = -1;

  /** The frames that the run knows of, a bit each. */
  private long known;

  /** Those of them that may hold what is required. */
  private long fulfilling;

  /** Terms that are required, of one slice. */
  private static final class OfSlice {
    private final int number;

    /** Ascending by hash. */
    private final List<Term> terms;

    /** The slice of each run of the era, as far as it was asked for and is there. */
    private SortedMap<Long, byte[]> runs = Collections.emptySortedMap();

    OfSlice(int number, List<Term> terms) {
      this.number = number;
      this.terms = terms;
    }
  }

  RunJudge(TermSlices slices, MirrorFrames frames, Requirement requirement) {
    this.slices = slices;
    this.mirror = frames.mirror();
    this.requirement = requirement;
    this.due = TermRunBuilder.due(frames.highest());
    var required = new HashSet<Term>();
    addTerms(requirement, required);
    this.wanted =
        required.stream()
            .sorted(Comparator.comparingInt(Term::hash))
            .collect(Collectors.groupingBy(Term::slice))
            .entrySet()
            .stream()
            .map(slice -> new OfSlice(slice.getKey(), slice.getValue()))
            .toList();
  }

  /** Whether a frame may hold what is required; so may one that no run knows of. */
  boolean mayHold(long sequenceNr) {
    long frame = frame(sequenceNr);
    return (known & frame) == 0 || (fulfilling & frame) != 0;
  }

  /** Whether a run tells of a frame. */
  boolean knows(long sequenceNr) {
    return (known & frame(sequenceNr)) != 0;
  }

  /** The bit of a frame in its run, which is read. */
  private long frame(long sequenceNr) {
    long itsRun = TermRuns.runOf(sequenceNr);
    if (itsRun != run) {
      run = itsRun;
      known = 0;
      if (run < due) {
        read();
      }
    }
    return 1L << TermRuns.frameInRun(sequenceNr);
  }

  private void read() {
    if (run / TermRuns.RUNS_OF_ERA != era) {
      era = run / TermRuns.RUNS_OF_ERA;
      long last = Math.min(due, (era + 1) * TermRuns.RUNS_OF_ERA) - 1;
      wanted.forEach(slice -> slice.runs = slices.of(mirror, slice.number, run, last));
    }
    known = -1;
    var framesOf = new HashMap<Term, Long>();
    for (var slice : wanted) {
      var found = new long[slice.terms.size()];
      var bytes = slice.runs.get(run);
      known &= bytes == null ? 0 : TermRun.find(bytes, slice.terms, found);
      for (int i = 0; i < found.length; i++) {
        framesOf.put(slice.terms.get(i), found[i]);
      }
    }
    fulfilling = fulfilling(requirement, framesOf);
  }

  /** The frames of a run that fulfil a requirement, given those of each of its terms. */
  private static long fulfilling(Requirement requirement, Map<Term, Long> framesOf) {
    long frames = 0;
    switch (requirement) {
      case Requirement.Nothing _ -> frames = -1;
      case Requirement.Holds(var term) -> frames = framesOf.getOrDefault(term, -1L);
      case Requirement.AllOf(var parts) -> {
        frames = -1;
        for (var part : parts) {
          frames &= fulfilling(part, framesOf);
        }
      }
      case Requirement.AnyOf(var parts) -> {
        for (var part : parts) {
          frames |= fulfilling(part, framesOf);
        }
      }
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
