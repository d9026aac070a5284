package dev.traversion.model.search;

/** The text of a search cannot be read. */
public final class SearchSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String expected;

  SearchSyntaxException(int offset, String expected, String found) {
    super("column " + (offset + 1) + ": expected " + expected + ", found " + found);
    this.column = offset + 1;
    this.expected = expected;
  }

  /** Where it went wrong: the first character is 1; one more than there are: at the end. */
  public int column() {
    return column;
  }

  /** What could have stood there, e.g. {@code a duration such as 200ms}. */
  public String expected() {
    return expected;
  }
}
