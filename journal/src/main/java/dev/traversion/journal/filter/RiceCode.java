package dev.traversion.journal.filter;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Ascending numbers as the differences between them, each as a quotient in unary and a remainder of
 * a fixed count of bits: for hashes, within a few per cent of what any code could do.
 *
 * <p>Source: Golomb, "Run-length encodings", IEEE Trans. Information Theory 12 (1966), and Rice,
 * JPL Publication 79-22 (1979).
 */
final class RiceCode {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bits that one look at the next word shows, wherever it begins in a byte. */
  private static final int SEEN = Long.SIZE - Byte.SIZE + 1;

  private RiceCode() {}

  /** Bits a remainder should have for so many of {@code 2^bits} numbers. */
  static int remainderBits(int count, int bits) {
    double gap = (double) (1L << bits) / Math.max(1, count);
    return Math.max(0, (int) (Math.log(gap * Math.log(2)) / Math.log(2)));
  }

  /** Bits of the code of so many, about. */
  static long size(int count, int bits) {
    int remainder = remainderBits(count, bits);
    return count * (remainder + 1L) + (count == 0 ? 0 : (1L << bits) >>> remainder);
  }

  static final class Writer {
    private byte[] bytes = new byte[256];
    private int bit;

    /**
     * @param count at most 32
     */
    void bits(int value, int count) {
      if (count == 0) {
        return;
      }
      int at = bit >>> 3;
      if (at + 2 * Long.BYTES > bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
      long wanted = (long) value << (Long.SIZE - count) >>> (bit & 7);
      WORD.set(bytes, at, (long) WORD.get(bytes, at) | wanted);
      bit += count;
    }

    /** The code of a number after {@code previous}. */
    void next(int previous, int number, int remainderBits) {
      int difference = number - previous - 1;
      int ones = difference >>> remainderBits;
      while (ones >= Byte.SIZE) {
        bits(0xff, Byte.SIZE);
        ones -= Byte.SIZE;
      }
      bits(((1 << ones) - 1) << 1, ones + 1);
      bits(difference & ((1 << remainderBits) - 1), remainderBits);
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, (bit + 7) >>> 3);
    }
  }

  static final class Reader {
    private final byte[] bytes;
    private final long end;
    private int bit;

    /**
     * @param from the first byte to read
     */
    Reader(byte[] bytes, int from) {
      this.bytes = Arrays.copyOf(bytes, bytes.length + 2 * Long.BYTES);
      this.end = (long) bytes.length * Byte.SIZE;
      this.bit = from * Byte.SIZE;
    }

    /**
     * @param count at most 32
     * @throws IOException if there are not so many
     */
    int bits(int count) throws IOException {
      if (bit + count > end) {
        throw new IOException("the code ends early");
      }
      int value = count == 0 ? 0 : (int) (word() >>> (Long.SIZE - count));
      bit += count;
      return value;
    }

    /**
     * The next number after {@code previous}.
     *
     * @throws IOException if there is none below {@code limit}
     */
    int next(int previous, int remainderBits, int limit) throws IOException {
      long ones = 0;
      int seen = Math.min(SEEN, Long.numberOfLeadingZeros(~word()));
      while (seen == SEEN && bit < end) {
        ones += seen;
        bit += seen;
        seen = Math.min(SEEN, Long.numberOfLeadingZeros(~word()));
      }
      ones += seen;
      bit += seen + 1;
      long number = previous + 1 + (ones << remainderBits) + bits(remainderBits);
      if (number >= limit) {
        throw new IOException("no such number can come next");
      }
      return (int) number;
    }

    private long word() {
      return (long) WORD.get(bytes, Math.min(bit >>> 3, bytes.length - Long.BYTES)) << (bit & 7);
    }
  }
}
