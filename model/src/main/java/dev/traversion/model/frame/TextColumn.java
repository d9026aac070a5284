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
    return open(in, n, context).all();
  }

  /** Reads a column whose texts need not all be wanted. */
  static LateTexts readLate(ColumnSource in, int n) {
    return open(in, n, null);
  }

  private static LateTexts open(ColumnSource in, int n, @Nullable TextContext context) {
    var numberOf = new int[n];
    if (n == 0) {
      return new LateTexts(numberOf, 0, new PlainTexts(in, 0, false));
    }
    var references = IntColumn.read(in, n);
    var rows = new int[n];
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      if (references[i] == 0) {
        rows[distinct] = i;
        numberOf[i] = distinct++;
      } else {
        numberOf[i] = ColumnSource.checkedIndex(distinct - references[i], distinct);
      }
    }
    int way = in.numbers().get();
    boolean unpaired = way == PLAIN_UNPAIRED || way == TEMPLATES_UNPAIRED;
    var source =
        switch (way) {
          case PLAIN, PLAIN_UNPAIRED -> new PlainTexts(in, distinct, unpaired);
          case TEMPLATES, TEMPLATES_UNPAIRED ->
              new TemplateReader(
                  in, distinct, context == null ? TextContext.of(n) : context, rows, unpaired);
          default -> throw new MalformedColumnException("an unknown way of writing text");
        };
    var texts = new LateTexts(numberOf, distinct, source);
    if (unpaired) {
      // These alone can turn out to be malformed only as they are made.
      texts.all();
    }
    return texts;
  }

  /** Texts that were written as they are, one after the other. */
  private static final class PlainTexts implements LateTexts.Source {
    private final byte[] bytes;
    private final int[] froms;
    private final int[] lengths;
    private final boolean unpaired;

    PlainTexts(ColumnSource in, int n, boolean unpaired) {
      this.bytes = in.text().array();
      this.froms = new int[n];
      this.lengths = new int[n];
      this.unpaired = unpaired;
      var read = IntColumn.read(in, n);
      for (int i = 0; i < n; i++) {
        lengths[i] = ColumnSource.checkedIndex(read[i], Integer.MAX_VALUE);
        froms[i] = in.text().skip(lengths[i]);
      }
    }

    @Override
    public String text(int number) {
      return Utf8.read(bytes, froms[number], lengths[number], unpaired);
    }
  }
}
