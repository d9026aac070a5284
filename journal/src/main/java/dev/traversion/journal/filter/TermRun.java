package dev.traversion.journal.filter;

import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.search.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    long known = 0;
    var leftOut = new TreeMap<Integer, Long>();
    int total = 0;
    for (var entry : filters.entrySet()) {
      if (entry.getValue() instanceof TermSet set) {
        long frame = 1L << TermRuns.frameInRun(entry.getKey());
        known |= frame;
        total += set.hashes().length;
        for (int column : set.leftOut()) {
          leftOut.merge(column, frame, (one, other) -> one | other);
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
   * Which frames of a run may hold terms. Sets of frames are bits: the lowest is the first frame.
   *
   * @param wanted of this slice, ascending by hash
   * @param found gets the frames of each of them added, those included whose terms of that kind
   *     were left out
   * @return the frames that the slice knows of; none where its bytes are damaged or of a later
   *     format
   */
  public static long find(byte[] slice, List<Term> wanted, long[] found) {
    try {
      if (slice.length == 0 || slice[0] != FORMAT) {
        return 0;
      }
      Checksum.require(slice);
      var in = new RiceCode.Reader(slice, 1);
      long known = readFrames(in);
      findLeftOut(in, wanted, found);
      findTerms(in, wanted, found);
      return known;
    } catch (IOException _) {
      return 0;
    }
  }

  private static void findLeftOut(RiceCode.Reader in, List<Term> wanted, long[] found)
      throws IOException {
    int columns = in.bits(Integer.SIZE);
    for (int i = 0; i < columns; i++) {
      int column = in.bits(Term.BITS);
      long frames = readFrames(in);
      for (int term = 0; term < found.length; term++) {
        if (wanted.get(term).column() == column) {
          found[term] |= frames;
        }
      }
    }
  }

  private static void findTerms(RiceCode.Reader in, List<Term> wanted, long[] found)
      throws IOException {
    int terms = in.bits(Integer.SIZE);
    int width = in.bits(WIDTH_BITS);
    int next = 0;
    int hash = -1;
    for (int i = 0; i < terms && next < found.length; i++) {
      hash = in.next(hash, width, 1 << LOW_BITS);
      long frames = readFrames(in);
      while (next < found.length && low(wanted.get(next)) <= hash) {
        if (low(wanted.get(next)) == hash) {
          found[next] |= frames;
        }
        next++;
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
      long known, SortedMap<Integer, Long> leftOut, int[] pairs, int from, int to) {
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
      long frames = 0;
      while (i < to && hash(pairs[i]) == hash) {
        frames |= 1L << (pairs[i] & (TermRuns.FRAMES - 1));
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
  private static void write(RiceCode.Writer out, long frames) {
    int count = Long.bitCount(frames);
    if (count == 1) {
      out.bits(Long.numberOfTrailingZeros(frames), 1 + FRAME_BITS);
      return;
    }
    out.bits(1, 1);
    out.bits(Math.min(count, MOST_LISTED + 1), FRAME_BITS);
    if (count <= MOST_LISTED) {
      for (long left = frames; left != 0; left &= left - 1) {
        out.bits(Long.numberOfTrailingZeros(left), FRAME_BITS);
      }
    } else {
      long firstHighest = Long.reverse(frames);
      out.bits((int) (firstHighest >>> Integer.SIZE), Integer.SIZE);
      out.bits((int) firstHighest, Integer.SIZE);
    }
  }

  private static long readFrames(RiceCode.Reader in) throws IOException {
    int head = in.bits(1 + FRAME_BITS);
    if (head < TermRuns.FRAMES) {
      return 1L << head;
    }
    int count = head - TermRuns.FRAMES;
    if (count > MOST_LISTED) {
      long firstHighest = (long) in.bits(Integer.SIZE) << Integer.SIZE;
      return Long.reverse(firstHighest | Integer.toUnsignedLong(in.bits(Integer.SIZE)));
    }
    long frames = 0;
    for (int i = 0; i < count; i++) {
      frames |= 1L << in.bits(FRAME_BITS);
    }
    return frames;
  }
}
