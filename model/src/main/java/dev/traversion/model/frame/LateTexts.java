package dev.traversion.model.frame;

import org.jspecify.annotations.Nullable;

/**
 * Texts of a column, each made when it is first asked for: of many documents few may be wanted.
 * Rows of one text share one object. Nothing that is asked for fails: what can be wrong with a
 * column is noticed when it is opened. Not thread-safe.
 */
final class LateTexts {
  /** Makes texts of what was read of them. */
  interface Source {
    /** The distinct text of a number. */
    String text(int number);
  }

  private final int[] numberOf;
  private final @Nullable String[] made;
  private final Source source;

  /**
   * @param numberOf by row: which of the distinct texts
   */
  LateTexts(int[] numberOf, int distinct, Source source) {
    this.numberOf = numberOf;
    this.made = new String[distinct];
    this.source = source;
  }

  String get(int row) {
    return distinct(numberOf[row]);
  }

  private String distinct(int number) {
    var text = made[number];
    if (text == null) {
      text = source.text(number);
      made[number] = text;
    }
    return text;
  }

  /** All of them, by row. */
  String[] all() {
    var texts = new String[numberOf.length];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = get(row);
    }
    return texts;
  }
}
