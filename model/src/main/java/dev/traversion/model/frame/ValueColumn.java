package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of attribute values: of one type, or of any with the type of each. */
final class ValueColumn {
  static final int EMPTY = 0;
  static final int TEXT = 1;
  static final int BOOL = 2;
  static final int INT = 3;
  static final int REAL = 4;
  static final int BYTES = 5;
  static final int ARRAY = 6;
  static final int KEY_VALUES = 7;
  static final int TYPES = 8;

  private ValueColumn() {}

  static int type(Value value) {
    return switch (value) {
      case Value.Empty _ -> EMPTY;
      case Value.Text _ -> TEXT;
      case Value.Bool _ -> BOOL;
      case Value.Int _ -> INT;
      case Value.Real _ -> REAL;
      case Value.Bytes _ -> BYTES;
      case Value.Array _ -> ARRAY;
      case Value.KeyValues _ -> KEY_VALUES;
    };
  }

  /** Writes values of mixed types. */
  static void writeMixed(ColumnSink out, Value[] values, int n, int depth) {
    writeMixed(out, values, n, depth, null);
  }

  /** Writes values of mixed types; the context is that of the texts among them. */
  static void writeMixed(
      ColumnSink out, Value[] values, int n, int depth, @Nullable TextContext context) {
    if (n == 0) {
      return;
    }
    var types = new long[n];
    var counts = new int[TYPES];
    for (int i = 0; i < n; i++) {
      int type = type(values[i]);
      types[i] = type;
      counts[type]++;
    }
    IntColumn.write(out, types, n);
    for (int type = 0; type < TYPES; type++) {
      if (counts[type] == 0) {
        continue;
      }
      var rows = rowsOf(types, type, counts[type]);
      var some = new Value[rows.length];
      Arrays.setAll(some, i -> values[rows[i]]);
      if (type == TEXT && context != null) {
        TextColumn.write(out, texts(some, some.length), some.length, context.pick(rows));
      } else {
        write(out, type, some, some.length, depth);
      }
    }
  }

  private static int[] rowsOf(long[] types, int type, int count) {
    var rows = new int[count];
    int at = 0;
    for (int i = 0; i < types.length; i++) {
      if (types[i] == type) {
        rows[at++] = i;
      }
    }
    return rows;
  }

  private static String[] texts(Value[] values, int n) {
    var texts = new String[n];
    for (int i = 0; i < n; i++) {
      texts[i] = ((Value.Text) values[i]).value();
    }
    return texts;
  }

  static Value[] readMixed(ColumnSource in, int n, int depth) {
    return readMixed(in, n, depth, null);
  }

  static Value[] readMixed(ColumnSource in, int n, int depth, @Nullable TextContext context) {
    var values = new Value[n];
    if (n == 0) {
      return values;
    }
    var types = IntColumn.read(in, n);
    var counts = new int[TYPES];
    for (long type : types) {
      counts[ColumnSource.checkedIndex(type, TYPES)]++;
    }
    for (int type = 0; type < TYPES; type++) {
      if (counts[type] == 0) {
        continue;
      }
      var rows = rowsOf(types, type, counts[type]);
      var some =
          type == TEXT && context != null
              ? textValues(TextColumn.read(in, rows.length, context.pick(rows)))
              : read(in, type, rows.length, depth);
      for (int i = 0; i < rows.length; i++) {
        values[rows[i]] = some[i];
      }
    }
    return values;
  }

  /** Writes values of one type. */
  static void write(ColumnSink out, int type, Value[] values, int n, int depth) {
    switch (type) {
      case EMPTY -> {}
      case TEXT -> TextColumn.write(out, texts(values, n), n);
      case BOOL -> {
        var flags = new long[n];
        for (int i = 0; i < n; i++) {
          flags[i] = ((Value.Bool) values[i]).value() ? 1 : 0;
        }
        IntColumn.write(out, flags, n);
      }
      case INT -> {
        var numbers = new long[n];
        for (int i = 0; i < n; i++) {
          numbers[i] = ((Value.Int) values[i]).value();
        }
        IntColumn.write(out, numbers, n);
      }
      case REAL -> {
        var numbers = new double[n];
        for (int i = 0; i < n; i++) {
          numbers[i] = ((Value.Real) values[i]).value();
        }
        RealColumn.write(out, numbers, n);
      }
      case BYTES -> writeBytes(out, values, n);
      case ARRAY -> writeArrays(out, values, n, depth);
      case KEY_VALUES -> {
        var maps = new Attributes[n];
        for (int i = 0; i < n; i++) {
          maps[i] = ((Value.KeyValues) values[i]).entries();
        }
        AttributesColumn.write(out, maps, n, depth + 1);
      }
      default -> throw new IllegalArgumentException("no value type: " + type);
    }
  }

  private static void writeBytes(ColumnSink out, Value[] values, int n) {
    var lengths = new long[n];
    for (int i = 0; i < n; i++) {
      var bytes = ((Value.Bytes) values[i]).value().toByteArray();
      lengths[i] = bytes.length;
      out.text.putAll(bytes, 0, bytes.length);
    }
    IntColumn.write(out, lengths, n);
  }

  private static void writeArrays(ColumnSink out, Value[] values, int n, int depth) {
    if (depth >= FrameLimits.MAX_NESTING) {
      throw new IllegalArgumentException(
          "values nested deeper than " + FrameLimits.MAX_NESTING + " levels");
    }
    var lengths = new long[n];
    int total = 0;
    for (int i = 0; i < n; i++) {
      int length = ((Value.Array) values[i]).values().size();
      lengths[i] = length;
      total += length;
    }
    var elements = new Value[total];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (var element : ((Value.Array) values[i]).values()) {
        elements[at++] = element;
      }
    }
    IntColumn.write(out, lengths, n);
    writeMixed(out, elements, total, depth + 1);
  }

  @SuppressWarnings("ReferenceEquality") // equal texts of a column are one object
  private static Value[] textValues(String[] texts) {
    var values = new Value[texts.length];
    for (int i = 0; i < texts.length; i++) {
      values[i] = i > 0 && texts[i] == texts[i - 1] ? values[i - 1] : new Value.Text(texts[i]);
    }
    return values;
  }

  static Value[] read(ColumnSource in, int type, int n, int depth) {
    var values = new Value[n];
    switch (type) {
      case EMPTY -> Arrays.fill(values, Value.empty());
      case TEXT -> {
        return textValues(TextColumn.read(in, n));
      }
      case BOOL -> {
        var flags = IntColumn.read(in, n);
        for (int i = 0; i < n; i++) {
          values[i] = Value.of(ColumnSource.checkedIndex(flags[i], 2) == 1);
        }
      }
      case INT -> {
        var numbers = IntColumn.read(in, n);
        for (int i = 0; i < n; i++) {
          values[i] = new Value.Int(numbers[i]);
        }
      }
      case REAL -> {
        var numbers = RealColumn.read(in, n);
        for (int i = 0; i < n; i++) {
          values[i] = new Value.Real(numbers[i]);
        }
      }
      case BYTES -> {
        var lengths = IntColumn.read(in, n);
        for (int i = 0; i < n; i++) {
          int length = ColumnSource.checkedIndex(lengths[i], Integer.MAX_VALUE);
          int from = in.text().skip(length);
          values[i] =
              new Value.Bytes(
                  Binary.wrap(Arrays.copyOfRange(in.text().array(), from, from + length)));
        }
      }
      case ARRAY -> readArrays(in, values, n, depth);
      case KEY_VALUES -> {
        var maps = AttributesColumn.read(in, n, depth + 1);
        for (int i = 0; i < n; i++) {
          values[i] = new Value.KeyValues(maps[i]);
        }
      }
      default -> throw new MalformedColumnException("an unknown type of value");
    }
    return values;
  }

  private static void readArrays(ColumnSource in, Value[] values, int n, int depth) {
    if (depth >= FrameLimits.MAX_NESTING) {
      throw new MalformedColumnException("values nested too deeply");
    }
    var lengths = IntColumn.read(in, n);
    var elements = readMixed(in, ColumnSource.checkedTotal(lengths, n), depth + 1);
    int at = 0;
    for (int i = 0; i < n; i++) {
      int length = (int) lengths[i];
      values[i] = new Value.Array(List.of(Arrays.copyOfRange(elements, at, at + length)));
      at += length;
    }
  }
}
