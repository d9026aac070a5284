package dev.traversion.model.frame;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that can also carry unpaired surrogates, three bytes each, as WTF-8 does: any Java string
 * comes back as it was.
 */
final class Utf8 {
  private Utf8() {}

  /** Appends a string; returns whether it holds an unpaired surrogate. */
  static boolean write(ByteSink out, String text) {
    int to = text.length();
    int worst = Math.multiplyExact(to, 3);
    byte[] bytes = out.reserve(worst);
    int start = out.size() - worst;
    int at = start;
    int i = 0;
    while (i < to) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        break;
      }
      bytes[at++] = (byte) unit;
      i++;
    }
    boolean unpaired = false;
    while (i < to) {
      char unit = text.charAt(i++);
      if (unit < 0x80) {
        bytes[at++] = (byte) unit;
      } else if (unit < 0x800) {
        bytes[at++] = (byte) (0xC0 | unit >> 6);
        bytes[at++] = (byte) (0x80 | (unit & 0x3F));
      } else if (Character.isHighSurrogate(unit)
          && i < to
          && Character.isLowSurrogate(text.charAt(i))) {
        int point = Character.toCodePoint(unit, text.charAt(i++));
        bytes[at++] = (byte) (0xF0 | point >> 18);
        bytes[at++] = (byte) (0x80 | (point >> 12 & 0x3F));
        bytes[at++] = (byte) (0x80 | (point >> 6 & 0x3F));
        bytes[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        unpaired |= Character.isSurrogate(unit);
        bytes[at++] = (byte) (0xE0 | unit >> 12);
        bytes[at++] = (byte) (0x80 | (unit >> 6 & 0x3F));
        bytes[at++] = (byte) (0x80 | (unit & 0x3F));
      }
    }
    out.unreserve(start + worst - at);
    return unpaired;
  }

  static String read(byte[] bytes, int from, int length, boolean unpaired) {
    if (!unpaired) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    var text = new StringBuilder(length);
    int end = from + length;
    int at = from;
    while (at < end) {
      int first = bytes[at++] & 0xFF;
      if (first < 0x80) {
        text.append((char) first);
      } else if (first < 0xE0) {
        text.append((char) ((first & 0x1F) << 6 | tail(bytes, at++, end)));
      } else if (first < 0xF0) {
        int middle = tail(bytes, at++, end);
        text.append((char) ((first & 0xF) << 12 | middle << 6 | tail(bytes, at++, end)));
      } else {
        int second = tail(bytes, at++, end);
        int third = tail(bytes, at++, end);
        int point = (first & 7) << 18 | second << 12 | third << 6 | tail(bytes, at++, end);
        if (!Character.isValidCodePoint(point)) {
          throw new MalformedColumnException("no character");
        }
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static int tail(byte[] bytes, int at, int end) {
    if (at >= end) {
      throw new MalformedColumnException("a text ends early");
    }
    return bytes[at] & 0x3F;
  }
}
