package dev.traversion.model.attribute;

import java.util.List;

/**
 * One OTLP {@code AnyValue}, its type kept exactly: an int is never a double, bytes are never text.
 *
 * <p>Source: OpenTelemetry protocol, {@code common/v1/common.proto}.
 */
public sealed interface Value {

  /** An {@code AnyValue} with no case set; OTLP's null. */
  record Empty() implements Value {}

  record Text(String value) implements Value {}

  record Bool(boolean value) implements Value {}

  /** A 64-bit integer. */
  record Int(long value) implements Value {}

  /** A double; two are equal when their bits are (NaN equals NaN, 0.0 differs from -0.0). */
  record Real(double value) implements Value {}

  record Bytes(Binary value) implements Value {}

  /** A possibly empty list of values of any type. */
  record Array(List<Value> values) implements Value {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** A nested map, its order kept. */
  record KeyValues(Attributes entries) implements Value {}

  static Value empty() {
    return Constants.EMPTY;
  }

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Int(number);
  }

  static Value of(double number) {
    return new Real(number);
  }

  static Value of(boolean flag) {
    return flag ? Constants.TRUE : Constants.FALSE;
  }
}
