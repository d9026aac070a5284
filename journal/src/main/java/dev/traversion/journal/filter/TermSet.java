package dev.traversion.journal.filter;

import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.search.Term;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.TraceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The terms of a frame: which traces, changed entities, attributes with their values, magnitudes of
 * numbers, operations and words it may hold.
 *
 * <p>Kept as the sorted {@value Term#BITS}-bit hashes themselves, Rice-coded: 14 to 17 bits a term.
 * A xor filter takes 10 bits a key, but says yes wrongly a hundred times as often, and cannot be
 * taken apart again: many of these sets are turned into one {@link TermRun} without reading a
 * frame.
 *
 * <p>A set has a budget of bytes in proportion to its frame. Where the terms would not fit, the
 * largest columns are left out whole, and named: of them, anything may be in the frame. Traces,
 * entities and keys of attributes are never left out.
 */
public final class TermSet implements FrameFilters {

  /**
   * First byte of the stored form. What follows it, the hashes of {@link Term} and what counts as a
   * word belong to this number.
   */
  static final byte FORMAT = 2;

  /**
   * A set may take a quarter of its frame's bytes. Large frames need much less; in small ones words
   * are many for their bytes, and without them every search for text reads every frame.
   */
  private static final int SHARE_OF_FRAME = 4;

  /** Or so many, in the smallest frames. */
  private static final int LEAST_BUDGET = 256;

  private static final int COUNT_BITS = Integer.SIZE;
  private static final int WIDTH_BITS = 5;

  private final int[] hashes;
  private final int[] leftOut;

  private TermSet(int[] hashes, int[] leftOut) {
    this.hashes = hashes;
    this.leftOut = leftOut;
  }

  /**
   * The terms of a frame with these events.
   *
   * @param frameBytes size of the encoded frame
   */
  public static TermSet of(List<? extends Event> events, int frameBytes) {
    var collector = new TermCollector();
    events.forEach(collector::add);
    var kept = new ArrayList<>(collector.indispensable());
    int count = kept.stream().mapToInt(Column::size).sum();
    var others = new ArrayList<>(collector.others());
    others.sort(Comparator.comparingInt(Column::size));
    long budget = Math.max(LEAST_BUDGET, frameBytes / SHARE_OF_FRAME) * (long) Byte.SIZE;
    int fitting = 0;
    while (fitting < others.size()
        && RiceCode.size(count + others.get(fitting).size(), Term.BITS) <= budget) {
      count += others.get(fitting).size();
      kept.add(others.get(fitting++));
    }
    var hashes = new int[count];
    int at = 0;
    for (var column : kept) {
      at = column.writeTo(hashes, at);
    }
    var left = others.subList(fitting, others.size()).stream().mapToInt(Column::code);
    return new TermSet(distinct(hashes), left.sorted().distinct().toArray());
  }

  /** The stored form. */
  public byte[] encode() {
    var out = new RiceCode.Writer();
    out.bits(FORMAT, Byte.SIZE);
    write(out, hashes);
    write(out, leftOut);
    return Checksum.add(out.toByteArray());
  }

  /**
   * Reads {@link #encode} back.
   *
   * @throws IOException if the bytes are something else
   */
  static TermSet decode(byte[] bytes) throws IOException {
    Checksum.require(bytes);
    var in = new RiceCode.Reader(bytes, 1);
    return new TermSet(read(in, bytes), read(in, bytes));
  }

  @Override
  public boolean mayHold(Term term) {
    return Arrays.binarySearch(hashes, term.hash()) >= 0
        || (leftOut.length > 0 && Arrays.binarySearch(leftOut, term.column()) >= 0);
  }

  @Override
  public boolean mayHoldTrace(TraceId trace) {
    return mayHold(Term.ofTrace(trace));
  }

  @Override
  public boolean mayHoldEntity(EntityRef entity) {
    return mayHold(Term.ofEntity(entity));
  }

  @Override
  public int weight() {
    return 64 + Integer.BYTES * (hashes.length + leftOut.length);
  }

  /** Ascending, each once; not to be changed. */
  int[] hashes() {
    return hashes;
  }

  /** The columns that the set knows nothing of, ascending; not to be changed. */
  int[] leftOut() {
    return leftOut;
  }

  private static int[] distinct(int[] hashes) {
    Arrays.sort(hashes);
    int kept = 0;
    for (int i = 0; i < hashes.length; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[kept++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, kept);
  }

  private static void write(RiceCode.Writer out, int[] ascending) {
    int width = RiceCode.remainderBits(ascending.length, Term.BITS);
    out.bits(ascending.length, COUNT_BITS);
    out.bits(width, WIDTH_BITS);
    int previous = -1;
    for (int number : ascending) {
      out.next(previous, number, width);
      previous = number;
    }
  }

  private static int[] read(RiceCode.Reader in, byte[] bytes) throws IOException {
    int count = in.bits(COUNT_BITS);
    int width = in.bits(WIDTH_BITS);
    if (count < 0 || count > bytes.length * Byte.SIZE || width > Term.BITS) {
      throw new IOException("no set of terms has such a size");
    }
    var numbers = new int[count];
    int previous = -1;
    for (int i = 0; i < count; i++) {
      previous = in.next(previous, width, 1 << Term.BITS);
      numbers[i] = previous;
    }
    return numbers;
  }
}
