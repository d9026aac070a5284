package dev.traversion.journal.filter;

import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.search.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The terms of a run of {@link TermRuns#FRAMES} consecutive frames, turned round: for each term,
 * the frames that may hold it. Cut into slices by the highest bits of the hashes, so that a
 * question about one term reads one slice of each run: a 64th of all there is.
 *
 * <p>A slice names the frames that it knows of. Of the others, whose filters were missing or of an
 * older format when it was made, it tells nothing.
 */
public final class TermRun {
  private static final byte FORMAT = 2;

  private static final int FRAME_BITS = 6;
  private static final int LOW_BITS = Term.BITS - Term.SLICE_BITS;
  private static final int WIDTH_BITS = 5;

  /** More frames than these are cheaper as one bit for each frame of the run. */
  private static final int MOST_LISTED = TermRuns.FRAMES / FRAME_BITS - 1;

  private TermRun() {}

  /**
   * The slices of a run, by number.
   *
   * @param filters of its frames, by sequence number; some may be missing
   */
  public static List<byte[]> slices(long run, SortedMap<Long, FrameFilters> filters) {
    var known = new BitSet(TermRuns.FRAMES);
    var leftOut = new TreeMap<Integer, BitSet>();
    int total = 0;
    for (var entry : filters.entrySet()) {
      if (entry.getValue() instanceof TermSet set) {
        int frame = TermRuns.frameInRun(entry.getKey());
        known.set(frame);
        total += set.hashes().length;
        for (int column : set.leftOut()) {
          leftOut.computeIfAbsent(column, _ -> new BitSet(TermRuns.FRAMES)).set(frame);
        }
      }
    }
    var pairs = new int[total];
    int at = 0;
    for (var entry : filters.entrySet()) {
      if (entry.getValue() instanceof TermSet set) {
        int frame = TermRuns.frameInRun(entry.getKey());
        for (int hash : set.hashes()) {
          // as an unsigned number: term first, then frame
          pairs[at++] = ((hash << FRAME_BITS) | frame) ^ Integer.MIN_VALUE;
        }
      }
    }
    Arrays.sort(pairs);
    var slices = new ArrayList<byte[]>(TermRuns.SLICES);
    int from = 0;
    for (int slice = 0; slice < TermRuns.SLICES; slice++) {
      int to = from;
      while (to < total && hash(pairs[to]) >>> LOW_BITS == slice) {
        to++;
      }
      slices.add(encode(known, leftOut, pairs, from, to));
      from = to;
    }
    return slices;
  }

  /**
   * Which frames of a run may hold terms, all of them of this slice.
   *
   * @param wanted gets the frames of each term added, those included whose terms of that kind were
   *     left out
   * @return the frames that the slice knows of; empty where its bytes are damaged or of a later
   *     format
   */
  public static BitSet find(byte[] slice, Map<Term, BitSet> wanted) {
    try {
      if (slice.length == 0 || slice[0] != FORMAT) {
        return new BitSet();
      }
      Checksum.require(slice);
      var in = new RiceCode.Reader(slice, 1);
      var known = readFrames(in);
      findLeftOut(in, wanted);
      findTerms(in, wanted);
      return known;
    } catch (IOException _) {
      return new BitSet();
    }
  }

  private static void findLeftOut(RiceCode.Reader in, Map<Term, BitSet> wanted) throws IOException {
    int columns = in.bits(Integer.SIZE);
    for (int i = 0; i < columns; i++) {
      int column = in.bits(Term.BITS);
      var frames = readFrames(in);
      wanted.forEach(
          (term, found) -> {
            if (term.column() == column) {
              found.or(frames);
            }
          });
    }
  }

  private static void findTerms(RiceCode.Reader in, Map<Term, BitSet> wanted) throws IOException {
    int terms = in.bits(Integer.SIZE);
    int width = in.bits(WIDTH_BITS);
    var hashes = wanted.keySet().stream().mapToInt(TermRun::low).sorted().distinct().toArray();
    int next = 0;
    int previous = -1;
    for (int i = 0; i < terms && next < hashes.length; i++) {
      previous = in.next(previous, width, 1 << LOW_BITS);
      var frames = readFrames(in);
      while (next < hashes.length && hashes[next] < previous) {
        next++;
      }
      if (next < hashes.length && hashes[next] == previous) {
        int hash = previous;
        wanted.forEach(
            (term, found) -> {
              if (low(term) == hash) {
                found.or(frames);
              }
            });
      }
    }
  }

  private static int low(Term term) {
    return term.hash() & ((1 << LOW_BITS) - 1);
  }

  private static int hash(int pair) {
    return (pair ^ Integer.MIN_VALUE) >>> FRAME_BITS;
  }

  private static byte[] encode(
      BitSet known, SortedMap<Integer, BitSet> leftOut, int[] pairs, int from, int to) {
    var out = new RiceCode.Writer();
    out.bits(FORMAT, Byte.SIZE);
    write(out, known);
    out.bits(leftOut.size(), Integer.SIZE);
    leftOut.forEach(
        (column, frames) -> {
          out.bits(column, Term.BITS);
          write(out, frames);
        });
    int terms = 0;
    for (int i = from; i < to; i++) {
      terms += i == from || hash(pairs[i]) != hash(pairs[i - 1]) ? 1 : 0;
    }
    int width = RiceCode.remainderBits(terms, LOW_BITS);
    out.bits(terms, Integer.SIZE);
    out.bits(width, WIDTH_BITS);
    int previous = -1;
    int i = from;
    while (i < to) {
      int hash = hash(pairs[i]);
      var frames = new BitSet(TermRuns.FRAMES);
      while (i < to && hash(pairs[i]) == hash) {
        frames.set(pairs[i] & (TermRuns.FRAMES - 1));
        i++;
      }
      int low = hash & ((1 << LOW_BITS) - 1);
      out.next(previous, low, width);
      write(out, frames);
      previous = low;
    }
    return Checksum.add(out.toByteArray());
  }

  /** One frame: a zero bit and its number. Else a one, and a few numbers or all the bits. */
  private static void write(RiceCode.Writer out, BitSet frames) {
    int count = frames.cardinality();
    if (count == 1) {
      out.bits(frames.nextSetBit(0), 1 + FRAME_BITS);
      return;
    }
    out.bits(1, 1);
    out.bits(Math.min(count, MOST_LISTED + 1), FRAME_BITS);
    if (count <= MOST_LISTED) {
      frames.stream().forEach(frame -> out.bits(frame, FRAME_BITS));
    } else {
      for (int frame = 0; frame < TermRuns.FRAMES; frame++) {
        out.bits(frames.get(frame) ? 1 : 0, 1);
      }
    }
  }

  private static BitSet readFrames(RiceCode.Reader in) throws IOException {
    var frames = new BitSet(TermRuns.FRAMES);
    if (in.bits(1) == 0) {
      frames.set(in.bits(FRAME_BITS));
      return frames;
    }
    int count = in.bits(FRAME_BITS);
    if (count <= MOST_LISTED) {
      for (int i = 0; i < count; i++) {
        frames.set(in.bits(FRAME_BITS));
      }
    } else {
      for (int frame = 0; frame < TermRuns.FRAMES; frame += Integer.SIZE) {
        int bits = in.bits(Integer.SIZE);
        for (int i = 0; i < Integer.SIZE; i++) {
          frames.set(frame + i, ((bits >>> (Integer.SIZE - 1 - i)) & 1) != 0);
        }
      }
    }
    return frames;
  }
}
