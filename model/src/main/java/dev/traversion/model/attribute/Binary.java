package dev.traversion.model.attribute;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of bytes that compares by content. */
public final class Binary {
  private final byte[] bytes;

  private Binary(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static Binary copyOf(byte[] bytes) {
    return new Binary(bytes.clone());
  }

  /** Takes the array over without a copy; the caller must not change it afterwards. */
  public static Binary wrap(byte[] bytes) {
    return new Binary(bytes);
  }

  public int size() {
    return bytes.length;
  }

  /** A fresh copy of the content. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
