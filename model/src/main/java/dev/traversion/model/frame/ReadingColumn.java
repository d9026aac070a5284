package dev.traversion.model.frame;

import dev.traversion.model.event.Measurement.OptionalReal;
import dev.traversion.model.event.Measurement.Reading;

/** Columns of numbers that may be whole, real or absent. */
final class ReadingColumn {
  private static final int ABSENT = 0;
  private static final int WHOLE = 1;
  private static final int REAL = 2;

  private ReadingColumn() {}

  static void write(ColumnSink out, Reading[] readings, int n) {
    var types = new long[n];
    var wholes = new long[n];
    var reals = new double[n];
    int whole = 0;
    int real = 0;
    for (int i = 0; i < n; i++) {
      switch (readings[i]) {
        case Reading.Absent _ -> types[i] = ABSENT;
        case Reading.Whole(long value) -> {
          types[i] = WHOLE;
          wholes[whole++] = value;
        }
        case Reading.Real(double value) -> {
          types[i] = REAL;
          reals[real++] = value;
        }
      }
    }
    IntColumn.write(out, types, n);
    IntColumn.write(out, wholes, whole);
    RealColumn.write(out, reals, real);
  }

  static Reading[] read(ColumnSource in, int n) {
    var types = IntColumn.read(in, n);
    var counts = new int[REAL + 1];
    for (long type : types) {
      counts[ColumnSource.checkedIndex(type, counts.length)]++;
    }
    var wholes = IntColumn.read(in, counts[WHOLE]);
    var reals = RealColumn.read(in, counts[REAL]);
    var readings = new Reading[n];
    int whole = 0;
    int real = 0;
    for (int i = 0; i < n; i++) {
      readings[i] =
          switch ((int) types[i]) {
            case WHOLE -> new Reading.Whole(wholes[whole++]);
            case REAL -> new Reading.Real(reals[real++]);
            default -> new Reading.Absent();
          };
    }
    return readings;
  }

  static void writeOptional(ColumnSink out, OptionalReal[] numbers, int n) {
    var present = new long[n];
    var values = new double[n];
    for (int i = 0; i < n; i++) {
      present[i] = numbers[i].present() ? 1 : 0;
      // the value of an absent number is part of the record's equality
      values[i] = numbers[i].value();
    }
    IntColumn.write(out, present, n);
    RealColumn.write(out, values, n);
  }

  static OptionalReal[] readOptional(ColumnSource in, int n) {
    var present = IntColumn.read(in, n);
    var values = RealColumn.read(in, n);
    var numbers = new OptionalReal[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = new OptionalReal(ColumnSource.checkedIndex(present[i], 2) == 1, values[i]);
    }
    return numbers;
  }
}
