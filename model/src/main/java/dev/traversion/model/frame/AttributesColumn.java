package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * A column of attribute lists: the distinct <em>shapes</em> (keys with the types of their values,
 * in order), which row has which shape, and for every key and type one column of values.
 */
final class AttributesColumn {
  private AttributesColumn() {}

  /** A key with a type, and the values found under it. */
  private static final class Slot {
    final int number;
    final String key;
    final int type;
    Value[] values = new Value[16];
    int size;

    Slot(int number, String key, int type) {
      this.number = number;
      this.key = key;
      this.type = type;
    }

    void add(Value value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }
  }

  private record SlotName(String key, int type) {}

  static void write(ColumnSink out, Attributes[] rows, int n, int depth) {
    if (n == 0) {
      return;
    }
    if (depth >= FrameLimits.MAX_NESTING) {
      throw new IllegalArgumentException(
          "values nested deeper than " + FrameLimits.MAX_NESTING + " levels");
    }
    var slotIndex = new HashMap<SlotName, Slot>();
    var slots = new ArrayList<Slot>();
    var shapeIndex = new HashMap<List<Slot>, Integer>();
    var shapes = new ArrayList<List<Slot>>();
    var shapeOf = new long[n];
    for (int i = 0; i < n; i++) {
      var attributes = rows[i];
      var shape = new ArrayList<Slot>(attributes.size());
      for (int a = 0; a < attributes.size(); a++) {
        var value = attributes.value(a);
        var slot =
            slotIndex.computeIfAbsent(
                new SlotName(attributes.key(a), ValueColumn.type(value)),
                name -> new Slot(slots.size(), name.key(), name.type()));
        if (slot.number == slots.size()) {
          slots.add(slot);
        }
        slot.add(value);
        shape.add(slot);
      }
      var known = shapeIndex.putIfAbsent(shape, shapes.size());
      if (known == null) {
        shapeOf[i] = shapes.size();
        shapes.add(shape);
      } else {
        shapeOf[i] = known;
      }
    }
    writeShapes(out, slots, shapes);
    IntColumn.write(out, shapeOf, n);
    for (var slot : slots) {
      ValueColumn.write(out, slot.type, slot.values, slot.size, depth);
    }
  }

  private static void writeShapes(ColumnSink out, List<Slot> slots, List<List<Slot>> shapes) {
    out.numbers.putVarint(slots.size());
    var keys = new String[slots.size()];
    for (var slot : slots) {
      keys[slot.number] = slot.key;
      out.numbers.put(slot.type);
    }
    TextColumn.write(out, keys, keys.length);
    out.numbers.putVarint(shapes.size());
    for (var shape : shapes) {
      out.numbers.putVarint(shape.size());
      for (var slot : shape) {
        out.numbers.putVarint(slot.number);
      }
    }
  }

  static Attributes[] read(ColumnSource in, int n, int depth) {
    var rows = new Attributes[n];
    if (n == 0) {
      return rows;
    }
    if (depth >= FrameLimits.MAX_NESTING) {
      throw new MalformedColumnException("values nested too deeply");
    }
    var numbers = in.numbers();
    int slots = numbers.getCount(numbers.remaining());
    var types = new int[slots];
    for (int s = 0; s < slots; s++) {
      types[s] = numbers.get();
    }
    var keys = TextColumn.read(in, slots);
    var shapes = new int[numbers.getCount(numbers.remaining())][];
    for (int s = 0; s < shapes.length; s++) {
      shapes[s] = new int[numbers.getCount(numbers.remaining())];
      for (int a = 0; a < shapes[s].length; a++) {
        shapes[s][a] = numbers.getCount(slots - 1);
      }
    }
    var shapeOf = IntColumn.read(in, n);
    var sizes = new long[slots];
    for (long shape : shapeOf) {
      for (int slot : shapes[ColumnSource.checkedIndex(shape, shapes.length)]) {
        sizes[slot]++;
      }
    }
    ColumnSource.checkedTotal(sizes, slots);
    var columns = new Value[slots][];
    for (int s = 0; s < slots; s++) {
      columns[s] = ValueColumn.read(in, types[s], (int) sizes[s], depth);
    }
    var next = new int[slots];
    for (int i = 0; i < n; i++) {
      var shape = shapes[(int) shapeOf[i]];
      var builder = Attributes.builder(shape.length);
      for (int slot : shape) {
        builder.put(keys[slot], columns[slot][next[slot]++]);
      }
      rows[i] = builder.build();
    }
    return rows;
  }
}
