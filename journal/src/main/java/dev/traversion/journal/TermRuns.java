package dev.traversion.journal;

import dev.traversion.journal.search.Term;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The filters of many consecutive frames turned round, so that a search need not look at each. Made
 * of the frames' filters once a run of frames is complete, by a builder in the background: losing a
 * run costs time, never truth.
 *
 * <p>Run {@code n} has the frames numbered from {@code n * FRAMES + 1}. Calls block (virtual
 * threads) and throw {@link JournalUnavailableException}.
 */
public interface TermRuns {
  /**
   * Frames of a run: few, for the frames of a run that is not complete are looked at one by one;
   * and as many as a {@code long} has bits.
   */
  int FRAMES = 64;

  /** Slices of a run, by the highest bits of the terms. */
  int SLICES = 1 << Term.SLICE_BITS;

  /** Runs that are asked for together. */
  int RUNS_OF_ERA = 256;

  /** The run of a frame. */
  static long runOf(long sequenceNr) {
    return (sequenceNr - 1) / FRAMES;
  }

  /** Which frame of its run it is, from 0. */
  static int frameInRun(long sequenceNr) {
    return (int) ((sequenceNr - 1) % FRAMES);
  }

  /** The first frame of a run. */
  static long firstOf(long run) {
    return run * FRAMES + 1;
  }

  /**
   * What {@link #write} demands.
   *
   * @throws IllegalArgumentException if there are more or fewer slices than a run has
   */
  static void requireWhole(List<byte[]> slices) {
    if (slices.size() != SLICES) {
      throw new IllegalArgumentException("a run has " + SLICES + " slices: " + slices.size());
    }
  }

  /**
   * Writes a run, the last slice last. Idempotent.
   *
   * @param slices as {@code TermRun} makes them, all of them
   */
  void write(MirrorId mirror, long run, List<byte[]> slices);

  /** The runs of an era that are there, by their last slices. */
  SortedSet<Long> runs(MirrorId mirror, long era);

  /** One slice of each run of an era from {@code fromRun} on, as far as there are, by run. */
  SortedMap<Long, byte[]> slices(MirrorId mirror, long era, int slice, long fromRun);

  /** None, and none can be kept: each frame's own filters have to do. */
  static TermRuns none() {
    return new TermRuns() {
      @Override
      public void write(MirrorId mirror, long run, List<byte[]> slices) {}

      @Override
      public SortedSet<Long> runs(MirrorId mirror, long era) {
        return new TreeSet<>();
      }

      @Override
      public SortedMap<Long, byte[]> slices(MirrorId mirror, long era, int slice, long fromRun) {
        return new TreeMap<>();
      }
    };
  }
}
