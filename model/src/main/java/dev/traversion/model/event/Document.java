package dev.traversion.model.event;

/**
 * The value of an entity or a setting: JSON text as the service gave it.
 *
 * @param json JSON; when {@code truncated}, a prefix of it that need not parse
 * @param originalLength UTF-8 bytes of the whole value, also when truncated
 */
public record Document(String json, boolean truncated, long originalLength) {

  /** A whole document. */
  public static Document of(String json) {
    return new Document(json, false, utf8Length(json));
  }

  /** The UTF-8 bytes of a text; half a surrogate pair counts as what replaces it. */
  public static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes++;
      } else if (unit < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
