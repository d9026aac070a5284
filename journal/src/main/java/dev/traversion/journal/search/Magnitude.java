package dev.traversion.journal.search;

import java.util.stream.IntStream;

/**
 * About how large a number is: half octaves, so that 190 and 260 ms are of one magnitude, 180 and
 * 200 ms are not. A frame's magnitudes of an attribute tell whether it may hold one in a range,
 * also where the largest and smallest would not: between many small ones and one huge one.
 *
 * <p>Magnitudes are ordered as the numbers are: 0 is that of zero, those below are of negatives.
 */
public final class Magnitude {
  private static final int SMALLEST_EXPONENT = -20;
  private static final int LARGEST_EXPONENT = 63;

  /** Of the largest numbers; of the largest negatives, the same below zero. */
  static final int LARGEST = 2 * (LARGEST_EXPONENT - SMALLEST_EXPONENT) + 2;

  private static final long MANTISSA = (1L << 52) - 1;
  private static final long MANTISSA_OF_ROOT_2 = Double.doubleToLongBits(Math.sqrt(2)) & MANTISSA;

  private Magnitude() {}

  /**
   * @param number not NaN
   */
  public static int of(double number) {
    if (number == 0) {
      return 0;
    }
    int exponent = Math.getExponent(number);
    int size;
    if (exponent < SMALLEST_EXPONENT) {
      size = 1;
    } else if (exponent > LARGEST_EXPONENT) {
      size = LARGEST;
    } else {
      boolean upper = (Double.doubleToRawLongBits(number) & MANTISSA) >= MANTISSA_OF_ROOT_2;
      size = 1 + 2 * (exponent - SMALLEST_EXPONENT) + (upper ? 1 : 0);
    }
    return number < 0 ? -size : size;
  }

  /** Those that numbers of at least this may have. */
  static IntStream from(double number) {
    return IntStream.rangeClosed(of(number), LARGEST);
  }

  /** Those that numbers of at most this may have. */
  static IntStream upTo(double number) {
    return IntStream.rangeClosed(-LARGEST, of(number));
  }
}
