package dev.traversion.model.frame;

import java.util.ArrayList;
import java.util.HashMap;

/** A column of strings: each distinct one once, in order of appearance, and references. */
final class TextColumn {
  private static final int PLAIN = 0;
  private static final int PLAIN_UNPAIRED = 1;

  private TextColumn() {}

  static void write(ColumnSink out, String[] values, int n) {
    if (n == 0) {
      return;
    }
    var index = new HashMap<String, Integer>();
    var distinct = new ArrayList<String>();
    var references = new long[n];
    for (int i = 0; i < n; i++) {
      var known = index.putIfAbsent(values[i], distinct.size());
      if (known == null) {
        distinct.add(values[i]);
      } else {
        references[i] = (long) distinct.size() - known;
      }
    }
    IntColumn.write(out, references, n);
    var lengths = new long[distinct.size()];
    boolean unpaired = false;
    for (int i = 0; i < lengths.length; i++) {
      int before = out.text.size();
      unpaired |= Utf8.write(out.text, distinct.get(i));
      lengths[i] = (long) out.text.size() - before;
    }
    out.numbers.put(unpaired ? PLAIN_UNPAIRED : PLAIN);
    IntColumn.write(out, lengths, lengths.length);
  }

  static String[] read(ColumnSource in, int n) {
    var values = new String[n];
    if (n == 0) {
      return values;
    }
    var references = IntColumn.read(in, n);
    int distinct = 0;
    for (long reference : references) {
      if (reference == 0) {
        distinct++;
      }
    }
    int way = in.numbers().get();
    if (way != PLAIN && way != PLAIN_UNPAIRED) {
      throw new MalformedColumnException("an unknown way of writing text");
    }
    var lengths = IntColumn.read(in, distinct);
    var texts = new String[distinct];
    int known = 0;
    for (int i = 0; i < n; i++) {
      if (references[i] == 0) {
        int length = ColumnSource.checkedIndex(lengths[known], Integer.MAX_VALUE);
        int from = in.text().skip(length);
        texts[known++] = Utf8.read(in.text().array(), from, length, way == PLAIN_UNPAIRED);
        values[i] = texts[known - 1];
      } else {
        values[i] = texts[ColumnSource.checkedIndex(known - references[i], known)];
      }
    }
    return values;
  }
}
