package dev.traversion.model.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts as UTF-8, one after the other, numbered from 0. */
final class Lines {
  private final ByteSink bytes = new ByteSink();
  private int[] ends = new int[16];
  private int size;
  private boolean unpaired;

  int size() {
    return size;
  }

  /** Whether some text has an unpaired surrogate. */
  boolean unpaired() {
    return unpaired;
  }

  ByteSink bytes() {
    return bytes;
  }

  int start(int line) {
    return line == 0 ? 0 : ends[line - 1];
  }

  int end(int line) {
    return ends[line];
  }

  void add(String text) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    var plain = text.getBytes(StandardCharsets.UTF_8);
    if (isAscii(text, plain)) {
      bytes.putAll(plain, 0, plain.length);
    } else {
      unpaired |= Utf8.write(bytes, text);
    }
    ends[size++] = bytes.size();
  }

  /** One byte a character means ASCII, unless an unpaired surrogate has become a question mark. */
  private static boolean isAscii(String text, byte[] plain) {
    return plain.length == text.length()
        && text.equals(new String(plain, StandardCharsets.ISO_8859_1));
  }
}
