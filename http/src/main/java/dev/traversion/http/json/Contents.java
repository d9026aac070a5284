package dev.traversion.http.json;

import dev.traversion.model.event.Document;

/** How much an answer carries of what was recorded inside of its events. */
public enum Contents {
  /** All of it. */
  WHOLE,
  /**
   * Enough for a line each: no attributes and other lists, no headers and bodies, and of texts
   * longer than {@link #LONGEST} the beginning. What is left out says so, and how much it is.
   */
  BEGINNINGS;

  /** Characters (UTF-16 units) of a text that is not left out. */
  static final int LONGEST = 256;

  boolean leavesOutLists() {
    return this == BEGINNINGS;
  }

  boolean leavesOut(int length) {
    return this == BEGINNINGS && length > LONGEST;
  }

  /** The first characters of a text that is left out; no half surrogate pair at the end. */
  static String beginning(String text) {
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end);
  }

  /** The UTF-8 bytes of a text. */
  static long length(String text) {
    return Document.utf8Length(text);
  }
}
