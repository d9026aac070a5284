package dev.traversion.model.frame;

import java.util.ArrayList;
import java.util.List;

/** Reads what {@link TemplateWriter} wrote; not thread-safe. */
final class TemplateReader implements LateTexts.Source {
  static final int UNPADDED = 0;
  static final int FIXED_WIDTH = 1;
  static final int PADDED = 2;
  private static final int MAX_WIDTH = 18;
  private static final int MOST_DIGITS = 19;
  private static final byte[] HEX_DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final byte[] bytes;
  private final Template[] templates;

  /** By line: its template, and which of the lines of that it is. */
  private final int[] templateOf;

  private final int[] numberOf;

  /** By line: how many clocks the lines before it have. */
  private final int[] clocksBefore;

  private final long[] clock;

  /** High and low words. */
  private final long[][] ids;

  private final TextContext context;
  private final int[] rows;
  private final boolean unpaired;
  private final ByteSink line = new ByteSink();

  /** How many decimal digits a number has that is not negative; 1 for 0. */
  static int digits(long number) {
    int digits = 1;
    for (long power = 10; digits < MOST_DIGITS && number >= power; power *= 10) {
      digits++;
    }
    return digits;
  }

  /** A template's bytes, and the columns of its valued slots. */
  private static final class Template {
    int from;
    int to;
    int lines;
    int clocks;
    final List<Slot> slots = new ArrayList<>();
  }

  /** Values of one slot by line: numbers with the zeros before them, or references to ids. */
  private record Slot(long[] values, long[] zeros) {}

  /**
   * @param rows by line: the row of the context that tells of it
   */
  TemplateReader(ColumnSource in, int n, TextContext context, int[] rows, boolean unpaired) {
    this.context = context;
    this.rows = rows;
    this.unpaired = unpaired;
    bytes = in.text().array();
    var references = IntColumn.read(in, n);
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (references[i] == 0) {
        count++;
      }
    }
    templates = readTemplates(in, count);
    templateOf = new int[n];
    numberOf = new int[n];
    clocksBefore = new int[n];
    int seen = 0;
    int clocks = 0;
    for (int i = 0; i < n; i++) {
      templateOf[i] =
          references[i] == 0 ? seen++ : ColumnSource.checkedIndex(seen - references[i], seen);
      var template = templates[templateOf[i]];
      numberOf[i] = template.lines++;
      clocksBefore[i] = clocks;
      clocks += template.clocks;
    }
    clock = IntColumn.read(in, clocks);
    ids = readSlots(in, templates, bytes);
  }

  private static Template[] readTemplates(ColumnSource in, int count) {
    var lengths = IntColumn.read(in, count);
    var templates = new Template[count];
    for (int t = 0; t < count; t++) {
      int length = ColumnSource.checkedIndex(lengths[t], Integer.MAX_VALUE);
      templates[t] = new Template();
      templates[t].from = in.text().skip(length);
      templates[t].to = templates[t].from + length;
      templates[t].clocks = clocks(in.text().array(), templates[t]);
    }
    return templates;
  }

  @Override
  public String text(int number) {
    line.clear();
    var template = templates[templateOf[number]];
    int ofTemplate = numberOf[number];
    int row = rows[number];
    int nextClock = clocksBefore[number];
    int slot = 0;
    int start = template.from;
    for (int at = template.from; at < template.to; at++) {
      int marker = bytes[at] & 0xFF;
      if (marker < LineScanner.LEAST_MARKER) {
        continue;
      }
      line.putAll(bytes, start, at - start);
      switch (marker) {
        case LineScanner.OWN_TRACE -> {
          hex(line, context.high()[row], 16);
          hex(line, context.low()[row], 16);
        }
        case LineScanner.OWN_SPAN -> hex(line, context.span()[row], 16);
        case LineScanner.CLOCK ->
            Clock.MILLIS.write(line, clock[nextClock++], context.times()[row], '.');
        case LineScanner.CLOCK_COMMA ->
            Clock.MILLIS.write(line, clock[nextClock++], context.times()[row], ',');
        case LineScanner.CLOCK_MICROS ->
            Clock.MICROS.write(line, clock[nextClock++], context.times()[row], '.');
        case LineScanner.NUMBER -> number(line, template.slots.get(slot++), ofTemplate);
        case LineScanner.HEX -> {
          int length = bytes[++at];
          int id = (int) template.slots.get(slot++).values[ofTemplate];
          if (length > 16) {
            hex(line, ids[0][id], length - 16);
          }
          hex(line, ids[1][id], Math.min(16, length));
        }
        default -> uuid(line, ids, (int) template.slots.get(slot++).values[ofTemplate]);
      }
      start = at + 1;
    }
    line.putAll(bytes, start, template.to - start);
    return Utf8.read(line.array(), 0, line.size(), unpaired);
  }

  private static int clocks(byte[] bytes, Template template) {
    int clocks = 0;
    for (int at = template.from; at < template.to; at++) {
      int marker = bytes[at] & 0xFF;
      if (marker >= LineScanner.CLOCK_MICROS && marker <= LineScanner.CLOCK) {
        clocks++;
      }
    }
    return clocks;
  }

  /** Reads the columns of all slots; returns the high and the low words of the ids. */
  private static long[][] readSlots(ColumnSource in, Template[] templates, byte[] bytes) {
    long known = 0;
    for (var template : templates) {
      for (int at = template.from; at < template.to; at++) {
        int marker = bytes[at] & 0xFF;
        if (marker == LineScanner.NUMBER) {
          template.slots.add(readNumbers(in, template.lines));
        } else if (marker == LineScanner.HEX || marker == LineScanner.UUID) {
          if (marker == LineScanner.HEX) {
            checkHexLength(template, bytes, ++at);
          }
          var references = IntColumn.read(in, template.lines);
          for (int i = 0; i < references.length; i++) {
            references[i] =
                references[i] == 0
                    ? known++
                    : ColumnSource.checkedIndex(
                        known - references[i], (int) Math.min(known, Integer.MAX_VALUE));
          }
          template.slots.add(new Slot(references, references));
        }
      }
    }
    return new long[][] {RawColumn.read(in, (int) known), RawColumn.read(in, (int) known)};
  }

  private static void checkHexLength(Template template, byte[] bytes, int at) {
    if (at >= template.to || bytes[at] < 1 || bytes[at] > 32) {
      throw new MalformedColumnException("a hex id of no length");
    }
  }

  private static Slot readNumbers(ColumnSource in, int n) {
    int way = in.numbers().get();
    int width = way == FIXED_WIDTH ? in.numbers().get() : 0;
    var zeros = way == PADDED ? IntColumn.read(in, n) : new long[n];
    var values = IntColumn.read(in, n);
    for (int i = 0; i < n; i++) {
      if (way == FIXED_WIDTH) {
        zeros[i] = (long) width - digits(values[i]);
      }
      if (values[i] < 0 || zeros[i] < 0 || zeros[i] > MAX_WIDTH) {
        throw new MalformedColumnException("a number out of bounds");
      }
    }
    return new Slot(values, zeros);
  }

  private static void number(ByteSink line, Slot slot, int i) {
    for (long zero = slot.zeros[i]; zero > 0; zero--) {
      line.put('0');
    }
    long value = slot.values[i];
    int digits = digits(value);
    var bytes = line.reserve(digits);
    for (int at = line.size() - 1; digits > 0; digits--, at--) {
      bytes[at] = (byte) ('0' + value % 10);
      value /= 10;
    }
  }

  private static void uuid(ByteSink line, long[][] ids, int id) {
    hex(line, ids[0][id] >>> 32, 8);
    line.put('-');
    hex(line, ids[0][id] >>> 16, 4);
    line.put('-');
    hex(line, ids[0][id], 4);
    line.put('-');
    hex(line, ids[1][id] >>> 48, 4);
    line.put('-');
    hex(line, ids[1][id], 12);
  }

  /** The last so many hex digits of a word. */
  private static void hex(ByteSink line, long word, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      line.put(HEX_DIGITS[(int) (word >>> shift) & 0xF]);
    }
  }
}
