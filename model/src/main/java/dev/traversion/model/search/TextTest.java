package dev.traversion.model.search;

/** A test of a text; upper and lower case differ. */
public sealed interface TextTest extends ValueTest {

  boolean holds(String text);

  /** Exactly this text. */
  record Is(String text) implements TextTest {
    @Override
    public boolean holds(String other) {
      return text.equals(other);
    }
  }

  /**
   * A text of this form: {@code *} stands for any characters, also none.
   *
   * @param pattern holds at least one {@code *}, and none of the signs that end a bare value
   */
  record Like(String pattern) implements TextTest {
    @Override
    public boolean holds(String text) {
      int last = pattern.lastIndexOf('*');
      int piece = 0;
      int at = 0;
      for (int star = pattern.indexOf('*'); star >= 0; star = pattern.indexOf('*', piece)) {
        var wanted = pattern.substring(piece, star);
        int found = piece == 0 ? (text.startsWith(wanted) ? 0 : -1) : text.indexOf(wanted, at);
        if (found < 0) {
          return false;
        }
        at = found + wanted.length();
        piece = star + 1;
      }
      var end = pattern.substring(last + 1);
      return text.length() - at >= end.length() && text.endsWith(end);
    }
  }

  /** Any text, also an empty one. */
  record Present() implements TextTest {
    @Override
    public boolean holds(String text) {
      return true;
    }
  }
}
