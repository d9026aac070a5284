package dev.traversion.model.search;

import java.util.Locale;
import java.util.Optional;

/** The text of a search and how far it has been read: the lexer. Not thread-safe. */
final class SearchText {
  private static final int LONGEST_SHOWN = 40;

  private final String text;
  private int at;

  /** A piece of the text, what it stands for, and whether it was in quotes. */
  record Token(int offset, String value, boolean quoted) {

    /** The words that join conditions, unless quoted. */
    boolean isKeyword(String keyword) {
      return !quoted && value.toUpperCase(Locale.ROOT).equals(keyword);
    }
  }

  /** What stands between a field and its value. */
  enum Operator {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST
  }

  SearchText(String text) {
    this.text = text;
  }

  int offset() {
    return at;
  }

  void goTo(int offset) {
    at = offset;
  }

  void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  boolean isAt(char sign) {
    return at < text.length() && text.charAt(at) == sign;
  }

  boolean take(char sign) {
    if (isAt(sign)) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes a keyword, where it stands by itself and is no field. */
  boolean takeKeyword(String keyword) {
    int before = at;
    if (!isAtEnd() && isBare(text.charAt(at), false)) {
      var token = bare(false);
      boolean isField = !isAtEnd() && isOperator(at);
      if (token.isKeyword(keyword) && !isField) {
        return true;
      }
    }
    at = before;
    return false;
  }

  /** A name or a word: ends at white space, a parenthesis, a quote or an operator. */
  Optional<Token> name() {
    return token(false);
  }

  /** A value: ends at white space, a parenthesis or a quote, so {@code a:b=c} has {@code b=c}. */
  Optional<Token> value() {
    return token(true);
  }

  /** The operator that comes next, after white space or not. */
  Optional<Operator> operator() {
    int before = at;
    skipSpace();
    if (isAtEnd() || !isOperator(at)) {
      at = before;
      return Optional.empty();
    }
    char sign = text.charAt(at++);
    return Optional.of(
        switch (sign) {
          case '!' -> {
            at++;
            yield Operator.UNEQUAL;
          }
          case '<' -> take('=') ? Operator.AT_MOST : Operator.LESS;
          case '>' -> take('=') ? Operator.AT_LEAST : Operator.MORE;
          default -> Operator.EQUAL;
        });
  }

  SearchSyntaxException expected(String what) {
    return expected(what, at);
  }

  SearchSyntaxException expected(String what, int offset) {
    return new SearchSyntaxException(offset, what, found(offset));
  }

  private String found(int offset) {
    if (offset >= text.length()) {
      return "the end";
    }
    int end = offset;
    while (end < text.length() && end < offset + LONGEST_SHOWN && isBare(text.charAt(end), true)) {
      end++;
    }
    return "'" + text.substring(offset, Math.max(end, offset + 1)) + "'";
  }

  private Optional<Token> token(boolean asValue) {
    if (isAt('"')) {
      return Optional.of(quoted());
    }
    return isAtEnd() || !isBare(text.charAt(at), asValue) || (!asValue && isOperator(at))
        ? Optional.empty()
        : Optional.of(bare(asValue));
  }

  private Token bare(boolean asValue) {
    int start = at;
    while (at < text.length() && isBare(text.charAt(at), asValue) && (asValue || !isOperator(at))) {
      at++;
    }
    return new Token(start, text.substring(start, at), false);
  }

  private Token quoted() {
    int start = at++;
    var value = new StringBuilder();
    while (true) {
      if (isAtEnd()) {
        throw expected("the closing \" of the one in column " + (start + 1));
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return new Token(start, value.toString(), true);
      }
      if (c == '\\') {
        if (!isAt('"') && !isAt('\\')) {
          throw expected("\" or \\ after the \\");
        }
        c = text.charAt(at++);
      }
      value.append(c);
    }
  }

  private boolean isOperator(int index) {
    char c = text.charAt(index);
    return c == ':'
        || c == '='
        || c == '<'
        || c == '>'
        || (c == '!' && index + 1 < text.length() && text.charAt(index + 1) == '=');
  }

  /** Whether a character may be part of what is not quoted. */
  static boolean isBare(char c, boolean asValue) {
    return !Character.isWhitespace(c)
        && c != '('
        && c != ')'
        && c != '"'
        && (asValue || (c != ':' && c != '=' && c != '<' && c != '>'));
  }
}
