package dev.traversion.model.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What words are: the longest runs of letters and digits, in lower case. {@code Order-42: "ÉTÉ"}
 * has the words {@code order}, {@code 42} and {@code été}. Part of the stored format of filters.
 *
 * <p>Of text that begins like JSON, the words are those of its unescaped content.
 */
public final class Words {
  private Words() {}

  /** Sees the words of a text one after the other. */
  public interface Action {
    /**
     * @param hash {@link String#hashCode()} of the word
     */
    void word(int hash, boolean holdsDigit);
  }

  /** The words of a text in order. */
  public static List<String> of(String text) {
    var plain = plain(text);
    var words = new ArrayList<String>();
    int end = 0;
    for (int start = next(plain, 0); start < plain.length(); start = next(plain, end)) {
      end = end(plain, start);
      var word = new StringBuilder(end - start);
      for (int i = start; i < end; i++) {
        word.append(lower(plain.charAt(i)));
      }
      words.add(word.toString());
    }
    return words;
  }

  /** The same without making a string of each. */
  public static void forEach(String text, Action action) {
    var plain = plain(text);
    int length = plain.length();
    int i = 0;
    while (i < length) {
      char c = lower(plain.charAt(i));
      if (!isPartOfWord(c)) {
        i++;
        continue;
      }
      int hash = 0;
      boolean digit = false;
      while (isPartOfWord(c)) {
        hash = 31 * hash + c;
        digit |= c >= '0' && c <= '9';
        if (++i == length) {
          break;
        }
        c = lower(plain.charAt(i));
      }
      action.word(hash, digit);
    }
  }

  /** Whether a text holds some words, one directly after the other. */
  static boolean holds(String text, List<String> phrase) {
    var plain = plain(text);
    for (int start = next(plain, 0); start < plain.length(); ) {
      int end = end(plain, start);
      if (isAt(plain, start, end, phrase.getFirst()) && continues(plain, end, phrase)) {
        return true;
      }
      start = next(plain, end);
    }
    return false;
  }

  private static boolean continues(String plain, int after, List<String> phrase) {
    int end = after;
    for (var word : phrase.subList(1, phrase.size())) {
      int start = next(plain, end);
      end = start < plain.length() ? end(plain, start) : start;
      if (!isAt(plain, start, end, word)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAt(String plain, int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(plain.charAt(start + i)) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int next(String plain, int from) {
    int i = from;
    while (i < plain.length() && !isPartOfWord(lower(plain.charAt(i)))) {
      i++;
    }
    return i;
  }

  private static int end(String plain, int start) {
    int i = start;
    while (i < plain.length() && isPartOfWord(lower(plain.charAt(i)))) {
      i++;
    }
    return i;
  }

  private static char lower(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return Character.toLowerCase(c);
  }

  private static boolean isPartOfWord(char lower) {
    if (lower < 0x80) {
      return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    }
    // letters beyond the first plane come as two surrogates, which are not told from signs there
    return Character.isLetterOrDigit(lower) || Character.isSurrogate(lower);
  }

  private static String plain(String text) {
    return beginsLikeJson(text) && text.indexOf('\\') >= 0 ? unescaped(text) : text;
  }

  private static boolean beginsLikeJson(String text) {
    return !text.isEmpty()
        && (text.charAt(0) == '{' || text.charAt(0) == '[' || text.charAt(0) == '"');
  }

  private static String unescaped(String json) {
    var plain = new StringBuilder(json.length());
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c != '\\' || i + 1 == json.length()) {
        plain.append(c);
        i++;
      } else if (json.charAt(i + 1) == 'u' && hex(json, i + 2) >= 0) {
        plain.append((char) hex(json, i + 2));
        i += 6;
      } else {
        plain.append(' '); // the others stand for signs and white space, none of it in a word
        i += 2;
      }
    }
    return plain.toString();
  }

  /** The number of the four hex digits from an index on; -1 where there are none. */
  private static int hex(String text, int from) {
    if (from + 4 > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      number = number * 16 + digit;
    }
    return number;
  }
}
