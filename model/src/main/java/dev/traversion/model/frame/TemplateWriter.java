package dev.traversion.model.frame;

import java.util.Arrays;
import java.util.HashMap;

/**
 * Writes distinct texts as templates and variables.
 *
 * <p>Lines that differ in their variable parts only share a template; parts that never vary are put
 * back into it. A line whose like is too rare keeps its numbers, and only the ids of its call and
 * its clock are taken out: repetition within it is found by the compressor.
 */
final class TemplateWriter {
  /** From so many lines of one kind on columns are worth their headers. */
  private static final int LEAST_LINES = 4;

  private static final int MAX_SLOTS = 64;

  private final Lines lines;
  private final int n;
  private final LineScanner parts = new LineScanner();

  /** By line, and one more: where its parts begin. */
  private final int[] from;

  private final ByteSink scratch = new ByteSink();
  private final BytesIndex templates = new BytesIndex();
  private final int[] templateOf;

  /** By part: whether it is a slot of its line's template. */
  private boolean[] isSlot = new boolean[0];

  private TemplateWriter(Lines lines) {
    this.lines = lines;
    n = lines.size();
    from = new int[n + 1];
    templateOf = new int[n];
  }

  /**
   * Writes the lines, or nothing when they have too little in common.
   *
   * @param rows for each line its row in the context
   */
  static boolean write(ColumnSink out, Lines lines, TextContext context, int[] rows) {
    var writer = new TemplateWriter(lines);
    writer.findTemplates(context, rows);
    boolean worth = writer.templates.size() * 4 < lines.size() * 3;
    if (worth) {
      out.numbers.put(lines.unpaired() ? TextColumn.TEMPLATES_UNPAIRED : TextColumn.TEMPLATES);
      writer.write(out);
    }
    return worth;
  }

  private void findTemplates(TextContext context, int[] rows) {
    var kinds = new BytesIndex();
    var kindOf = new int[n];
    for (int i = 0; i < n; i++) {
      parts.scan(lines.bytes().array(), lines.start(i), lines.end(i), context, rows[i]);
      from[i + 1] = parts.size;
      template(i, true);
      kindOf[i] = kinds.indexOf(scratch);
    }
    var inColumns = chooseSlots(kindOf, kinds.size());
    var ofKind = new int[kinds.size()];
    Arrays.fill(ofKind, -1);
    for (int i = 0; i < n; i++) {
      int kind = kindOf[i];
      if (ofKind[kind] < 0 || !inColumns[kind]) {
        template(i, false);
        ofKind[kind] = templates.indexOf(scratch);
      }
      templateOf[i] = ofKind[kind];
    }
  }

  /** Keeps as slots the parts that vary among enough lines of one kind; returns for which kinds. */
  private boolean[] chooseSlots(int[] kindOf, int kinds) {
    var counts = new int[kinds];
    var first = new int[kinds];
    for (int i = n - 1; i >= 0; i--) {
      counts[kindOf[i]]++;
      first[kindOf[i]] = i;
    }
    var varies = new boolean[parts.size];
    for (int i = 0; i < n; i++) {
      int like = from[first[kindOf[i]]];
      for (int p = from[i], q = like; p < from[i + 1]; p++, q++) {
        varies[q] |= !same(p, q);
      }
    }
    var inColumns = new boolean[kinds];
    for (int kind = 0; kind < kinds; kind++) {
      int slots = 0;
      for (int q = from[first[kind]]; q < from[first[kind] + 1]; q++) {
        slots += varies[q] ? 1 : 0;
      }
      inColumns[kind] = counts[kind] >= LEAST_LINES && slots <= MAX_SLOTS;
    }
    isSlot = new boolean[parts.size];
    for (int i = 0; i < n; i++) {
      int like = from[first[kindOf[i]]];
      for (int p = from[i], q = like; p < from[i + 1]; p++, q++) {
        isSlot[p] = isOwn(parts.types[p]) || (inColumns[kindOf[i]] && varies[q]);
      }
    }
    return inColumns;
  }

  private boolean same(int p, int q) {
    return parts.values[p] == parts.values[q]
        && parts.highs[p] == parts.highs[q]
        && parts.ends[p] - parts.starts[p] == parts.ends[q] - parts.starts[q];
  }

  /** Parts that cost next to nothing wherever they stand. */
  private static boolean isOwn(int type) {
    return type >= LineScanner.CLOCK_MICROS;
  }

  /** Puts a line, with markers for all its parts or for its slots, into the scratch bytes. */
  private void template(int line, boolean all) {
    scratch.clear();
    var bytes = lines.bytes().array();
    int at = lines.start(line);
    for (int p = from[line]; p < from[line + 1]; p++) {
      if (!all && !isSlot[p]) {
        continue;
      }
      scratch.putAll(bytes, at, parts.starts[p] - at);
      scratch.put(parts.types[p]);
      if (parts.types[p] == LineScanner.HEX) {
        scratch.put(parts.ends[p] - parts.starts[p]);
      }
      at = parts.ends[p];
    }
    scratch.putAll(bytes, at, lines.end(line) - at);
  }

  private void write(ColumnSink out) {
    int count = templates.size();
    var references = new long[n];
    int seen = 0;
    for (int i = 0; i < n; i++) {
      if (templateOf[i] == seen) {
        seen++;
      } else {
        references[i] = (long) seen - templateOf[i];
      }
    }
    IntColumn.write(out, references, n);
    var lengths = new long[count];
    Arrays.setAll(lengths, templates::length);
    IntColumn.write(out, lengths, count);
    out.text.putAll(templates.array(), 0, templates.pool().size());
    writeClocks(out);
    writeSlots(out, count);
  }

  private void writeClocks(ColumnSink out) {
    var clocks = new long[parts.size];
    int found = 0;
    for (int p = 0; p < parts.size; p++) {
      int type = parts.types[p];
      if (type <= LineScanner.CLOCK && type >= LineScanner.CLOCK_MICROS) {
        clocks[found++] = parts.values[p];
      }
    }
    IntColumn.write(out, clocks, found);
  }

  private void writeSlots(ColumnSink out, int count) {
    // lines by template, in order
    var next = new int[count + 1];
    for (int template : templateOf) {
      next[template + 1]++;
    }
    for (int t = 0; t < count; t++) {
      next[t + 1] += next[t];
    }
    var ordered = new int[n];
    var fill = next.clone();
    for (int i = 0; i < n; i++) {
      ordered[fill[templateOf[i]]++] = i;
    }
    var ids = new Ids();
    for (int t = 0; t < count; t++) {
      int lines = next[t + 1] - next[t];
      var slots = slotsOf(ordered, next[t], lines);
      if (slots.length == 0) {
        continue;
      }
      int width = slots.length / lines;
      for (int s = 0; s < width; s++) {
        if (parts.types[slots[s]] == LineScanner.NUMBER) {
          writeNumbers(out, slots, s, width, lines);
        } else {
          ids.write(out, slots, s, width, lines);
        }
      }
    }
    ids.finish(out);
  }

  /** The valued slots of the lines of one template, line by line. */
  private int[] slotsOf(int[] ordered, int start, int lines) {
    var slots = new int[0];
    int size = 0;
    for (int i = start; i < start + lines; i++) {
      int line = ordered[i];
      for (int p = from[line]; p < from[line + 1]; p++) {
        if (isSlot[p] && !isOwn(parts.types[p])) {
          if (size == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(16, size * 2));
          }
          slots[size++] = p;
        }
      }
    }
    return Arrays.copyOf(slots, size);
  }

  /** Numbers, and how many zeros are written before each. */
  private void writeNumbers(ColumnSink out, int[] slots, int slot, int width, int n) {
    var values = new long[n];
    var zeros = new long[n];
    var lengths = new long[n];
    boolean padded = false;
    boolean fixed = true;
    for (int i = 0; i < n; i++) {
      int p = slots[i * width + slot];
      values[i] = parts.values[p];
      lengths[i] = (long) parts.ends[p] - parts.starts[p];
      zeros[i] = lengths[i] - TemplateReader.digits(values[i]);
      padded |= zeros[i] > 0;
      fixed &= lengths[i] == lengths[0];
    }
    if (!padded) {
      out.numbers.put(TemplateReader.UNPADDED);
    } else if (fixed) {
      out.numbers.put(TemplateReader.FIXED_WIDTH);
      out.numbers.put((int) lengths[0]);
    } else {
      out.numbers.put(TemplateReader.PADDED);
      IntColumn.write(out, zeros, n);
    }
    IntColumn.write(out, values, n);
  }

  private record Id(long high, long low) {}

  /** Hex ids of all slots: each once, and references. */
  private final class Ids {
    private final HashMap<Id, Integer> index = new HashMap<>();
    private long[] highs = new long[16];
    private long[] lows = new long[16];

    void write(ColumnSink out, int[] slots, int slot, int width, int n) {
      var references = new long[n];
      for (int i = 0; i < n; i++) {
        int p = slots[i * width + slot];
        int size = index.size();
        var known = index.putIfAbsent(new Id(parts.highs[p], parts.values[p]), size);
        if (known != null) {
          references[i] = (long) size - known;
          continue;
        }
        if (size == highs.length) {
          highs = Arrays.copyOf(highs, size * 2);
          lows = Arrays.copyOf(lows, size * 2);
        }
        highs[size] = parts.highs[p];
        lows[size] = parts.values[p];
      }
      IntColumn.write(out, references, n);
    }

    void finish(ColumnSink out) {
      RawColumn.write(out, highs, index.size());
      RawColumn.write(out, lows, index.size());
    }
  }
}
