package dev.traversion.model.frame;

import java.util.Arrays;

/**
 * Finds the variable parts of a line: numbers, hex ids, UUIDs, the ids of its own call, its own
 * time of day. The parts of all lines are kept one after the other.
 */
final class LineScanner {
  // types of parts, also the markers that stand for them; these bytes do not occur in UTF-8
  static final int OWN_TRACE = 0xFF;
  static final int OWN_SPAN = 0xFE;
  static final int CLOCK = 0xFD;
  static final int CLOCK_COMMA = 0xFC;
  static final int CLOCK_MICROS = 0xFB;
  static final int NUMBER = 0xFA;
  static final int HEX = 0xF9;
  static final int UUID = 0xF8;
  static final int LEAST_MARKER = UUID;

  private static final int MAX_DIGITS = 18;
  private static final int LEAST_HEX = 8;

  private static final byte OTHER = 0;
  private static final byte DIGIT = 1;
  private static final byte HEX_LETTER = 2;
  private static final byte LETTER = 4;
  private static final byte[] CLASSES = new byte[256];

  static {
    Arrays.fill(CLASSES, '0', '9' + 1, DIGIT);
    Arrays.fill(CLASSES, 'a', 'z' + 1, LETTER);
    Arrays.fill(CLASSES, 'A', 'Z' + 1, LETTER);
    Arrays.fill(CLASSES, 'a', 'f' + 1, HEX_LETTER);
  }

  int size;
  int[] types = new int[256];
  int[] starts = new int[256];
  int[] ends = new int[256];

  /** The number, the low word of an id, or the distance of a clock to the line's own time. */
  long[] values = new long[256];

  /** The high word of an id. */
  long[] highs = new long[256];

  private byte[] line = new byte[0];
  private int length;

  /** Appends the parts of the bytes {@code from..to} of a text in UTF-8. */
  void scan(byte[] bytes, int from, int to, TextContext context, int row) {
    line = bytes;
    length = to;
    int at = from;
    while (at < to) {
      if (classOf(at) == OTHER) {
        at++;
        continue;
      }
      int start = at;
      int seen = 0;
      for (; at < to; at++) {
        int kind = classOf(at);
        if (kind == OTHER) {
          break;
        }
        seen |= kind;
      }
      if ((seen & DIGIT) != 0) {
        at = word(start, at, seen, context, row);
      }
    }
  }

  /** Takes a word with digits apart; returns where to go on. */
  private int word(int start, int end, int seen, TextContext context, int row) {
    boolean letters = seen != DIGIT;
    int length = end - start;
    if ((seen & LETTER) == 0 && length >= LEAST_HEX && length <= 32) {
      if (length == 8 && isUuid(start)) {
        long high = hex(start, 8) << 32 | hex(start + 9, 4) << 16 | hex(start + 14, 4);
        add(UUID, start, start + 36, high, hex(start + 19, 4) << 48 | hex(start + 24, 12));
        return start + 36;
      }
      boolean own = length == 32 || length == 16;
      if (own || letters) {
        long high = length > 16 ? hex(start, length - 16) : 0;
        long low = hex(Math.max(start, end - 16), Math.min(16, length));
        if (length == 32 && high == context.high()[row] && low == context.low()[row]) {
          add(OWN_TRACE, start, end, 0, 0);
        } else if (length == 16 && low == context.span()[row]) {
          add(OWN_SPAN, start, end, 0, 0);
        } else {
          add(HEX, start, end, high, low);
        }
        return end;
      }
    }
    if (!letters) {
      int clock = length == 2 ? clock(start, context.times()[row]) : 0;
      if (clock > 0) {
        return clock;
      }
    }
    for (int at = start; at < end; ) {
      if (classOf(at) != DIGIT) {
        at++;
        continue;
      }
      int from = at;
      long number = 0;
      while (at < end && at - from < MAX_DIGITS && classOf(at) == DIGIT) {
        number = number * 10 + line[at++] - '0';
      }
      add(NUMBER, from, at, 0, number);
    }
    return end;
  }

  private boolean isUuid(int start) {
    if (start + 36 > length || (start + 36 < length && classOf(start + 36) != OTHER)) {
      return false;
    }
    for (int i = 8; i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      byte kind = classOf(start + i);
      if (dash ? line[start + i] != '-' : kind != DIGIT && kind != HEX_LETTER) {
        return false;
      }
    }
    return true;
  }

  /** Takes {@code hh:mm:ss.SSS}, {@code hh:mm:ss,SSS} or {@code hh:mm:ss.SSSSSS}; 0 when none. */
  private int clock(int start, long nanos) {
    if (start + 12 > length || line[start + 2] != ':' || line[start + 5] != ':') {
      return 0;
    }
    int hour = decimal(start, 2);
    int minute = decimal(start + 3, 2);
    int second = decimal(start + 6, 2);
    int point = line[start + 8];
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return 0;
    }
    int digits = 0;
    while (start + 9 + digits < length && classOf(start + 9 + digits) == DIGIT) {
      digits++;
    }
    int end = start + 9 + digits;
    if (end < length && classOf(end) != OTHER) {
      return 0;
    }
    long whole = (hour * 60L + minute) * 60 + second;
    if (digits == 3 && (point == '.' || point == ',')) {
      long millis = whole * 1000 + decimal(start + 9, 3);
      add(point == '.' ? CLOCK : CLOCK_COMMA, start, end, 0, Clock.MILLIS.distance(millis, nanos));
      return end;
    }
    if (digits == 6 && point == '.') {
      long micros = whole * 1_000_000 + decimal(start + 9, 6);
      add(CLOCK_MICROS, start, end, 0, Clock.MICROS.distance(micros, nanos));
      return end;
    }
    return 0;
  }

  private int decimal(int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      if (classOf(i) != DIGIT) {
        return -1;
      }
      number = number * 10 + line[i] - '0';
    }
    return number;
  }

  private long hex(int from, int digits) {
    long word = 0;
    for (int i = from; i < from + digits; i++) {
      int unit = line[i];
      word = word << 4 | (unit <= '9' ? unit - '0' : unit - 'a' + 10);
    }
    return word;
  }

  private byte classOf(int at) {
    return CLASSES[line[at] & 0xFF];
  }

  private void add(int type, int start, int end, long high, long value) {
    if (size == types.length) {
      int more = size * 2;
      types = Arrays.copyOf(types, more);
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      values = Arrays.copyOf(values, more);
      highs = Arrays.copyOf(highs, more);
    }
    types[size] = type;
    starts[size] = start;
    ends[size] = end;
    values[size] = value;
    highs[size++] = high;
  }
}
