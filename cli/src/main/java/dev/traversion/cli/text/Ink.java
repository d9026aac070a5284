package dev.traversion.cli.text;

/** Colours, or none. Colour is never the only sign of anything. */
public enum Ink {
  PLAIN,
  COLOURED;

  public String red(String text) {
    return paint("31", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  public String cyan(String text) {
    return paint("36", text);
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** Recorded text cannot steer the terminal: control characters are shown, not sent. */
  public static String harmless(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0);
      if (control && safe == null) {
        safe = new StringBuilder(text.substring(0, i));
      }
      if (safe != null) {
        safe.append(control ? (c == '\t' ? "  " : String.format("\\x%02x", (int) c)) : c);
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** As {@link #harmless}, on one line. */
  public static String oneLine(String text) {
    return harmless(text.replace("\r", "").replace("\n", " ⏎ "));
  }
}
