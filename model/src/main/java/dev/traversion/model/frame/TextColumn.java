package dev.traversion.model.frame;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** A column of strings: each distinct one once, in order of appearance, and references. */
final class TextColumn {
  private static final int PLAIN = 0;
  private static final int PLAIN_UNPAIRED = 1;
  static final int TEMPLATES = 2;
  static final int TEMPLATES_UNPAIRED = 3;

  /** Fewer texts than this, or shorter ones, are not looked at for templates. */
  private static final int LEAST_TEXTS = 8;

  private static final int LEAST_BYTES = 64;

  private TextColumn() {}

  static void write(ColumnSink out, String[] values, int n) {
    write(out, values, n, null);
  }

  /** Writes texts of which something is known that they may repeat. */
  static void write(ColumnSink out, String[] values, int n, @Nullable TextContext context) {
    if (n == 0) {
      return;
    }
    var index = new HashMap<String, Integer>();
    var lines = new Lines();
    var references = new long[n];
    var rows = new int[n];
    for (int i = 0; i < n; i++) {
      var known = index.putIfAbsent(values[i], lines.size());
      if (known == null) {
        rows[lines.size()] = i;
        lines.add(values[i]);
      } else {
        references[i] = (long) lines.size() - known;
      }
    }
    IntColumn.write(out, references, n);
    int size = lines.bytes().size();
    if (lines.size() >= LEAST_TEXTS
        && size >= LEAST_BYTES
        && TemplateWriter.write(out, lines, context == null ? TextContext.of(n) : context, rows)) {
      return;
    }
    var lengths = new long[lines.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (long) lines.end(i) - lines.start(i);
    }
    out.numbers.put(lines.unpaired() ? PLAIN_UNPAIRED : PLAIN);
    IntColumn.write(out, lengths, lengths.length);
    out.text.putAll(lines.bytes().array(), 0, size);
  }

  static String[] read(ColumnSource in, int n) {
    return read(in, n, null);
  }

  static String[] read(ColumnSource in, int n, @Nullable TextContext context) {
    var values = new String[n];
    if (n == 0) {
      return values;
    }
    var references = IntColumn.read(in, n);
    var rows = new int[n];
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      if (references[i] == 0) {
        rows[distinct++] = i;
      }
    }
    int way = in.numbers().get();
    var texts =
        switch (way) {
          case PLAIN, PLAIN_UNPAIRED -> readPlain(in, distinct, way == PLAIN_UNPAIRED);
          case TEMPLATES, TEMPLATES_UNPAIRED ->
              TemplateReader.read(
                  in,
                  distinct,
                  context == null ? TextContext.of(n) : context,
                  rows,
                  way == TEMPLATES_UNPAIRED);
          default -> throw new MalformedColumnException("an unknown way of writing text");
        };
    int known = 0;
    for (int i = 0; i < n; i++) {
      values[i] =
          references[i] == 0
              ? texts[known++]
              : texts[ColumnSource.checkedIndex(known - references[i], known)];
    }
    return values;
  }

  private static String[] readPlain(ColumnSource in, int n, boolean unpaired) {
    var lengths = IntColumn.read(in, n);
    var texts = new String[n];
    for (int i = 0; i < n; i++) {
      int length = ColumnSource.checkedIndex(lengths[i], Integer.MAX_VALUE);
      int from = in.text().skip(length);
      texts[i] = Utf8.read(in.text().array(), from, length, unpaired);
    }
    return texts;
  }
}
