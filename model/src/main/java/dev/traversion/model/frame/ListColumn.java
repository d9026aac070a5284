package dev.traversion.model.frame;

import java.util.Arrays;
import java.util.List;

/** Columns of lists of numbers: lengths, and all elements in one column. */
final class ListColumn {
  private ListColumn() {}

  static void writeLongs(ColumnSink out, List<List<Long>> lists) {
    var elements = new long[lengths(out, lists)];
    int at = 0;
    for (var list : lists) {
      for (long element : list) {
        elements[at++] = element;
      }
    }
    IntColumn.write(out, elements, at);
  }

  static void writeDoubles(ColumnSink out, List<List<Double>> lists) {
    var elements = new double[lengths(out, lists)];
    int at = 0;
    for (var list : lists) {
      for (double element : list) {
        elements[at++] = element;
      }
    }
    RealColumn.write(out, elements, at);
  }

  private static <T> int lengths(ColumnSink out, List<List<T>> lists) {
    var lengths = new long[lists.size()];
    int total = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = lists.get(i).size();
      total += lists.get(i).size();
    }
    IntColumn.write(out, lengths, lengths.length);
    return total;
  }

  static List<List<Long>> readLongs(ColumnSource in, int n) {
    var lengths = IntColumn.read(in, n);
    var elements = IntColumn.read(in, ColumnSource.checkedTotal(lengths, n));
    var boxed = new Long[elements.length];
    Arrays.setAll(boxed, i -> elements[i]);
    return cut(lengths, boxed);
  }

  static List<List<Double>> readDoubles(ColumnSource in, int n) {
    var lengths = IntColumn.read(in, n);
    var elements = RealColumn.read(in, ColumnSource.checkedTotal(lengths, n));
    var boxed = new Double[elements.length];
    Arrays.setAll(boxed, i -> elements[i]);
    return cut(lengths, boxed);
  }

  private static <T> List<List<T>> cut(long[] lengths, T[] elements) {
    var lists = new java.util.ArrayList<List<T>>(lengths.length);
    int at = 0;
    for (long length : lengths) {
      lists.add(List.of(Arrays.copyOfRange(elements, at, at + (int) length)));
      at += (int) length;
    }
    return lists;
  }
}
