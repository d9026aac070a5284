package dev.traversion.benchmarks.replay;

import java.util.SplittableRandom;

/**
 * Words of log lines. How often a word comes follows Zipf's law, as in texts people write: the word
 * of rank r is drawn about 1/r times as often as the first.
 */
final class Vocabulary {
  static final int SIZE = 100_000;

  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";
  private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();

  private Vocabulary() {}

  /** The word of a rank, from 0; two or more syllables, e.g. {@code badu}. */
  static String word(int rank) {
    var word = new StringBuilder();
    int rest = rank;
    do {
      int syllable = rest % SYLLABLES;
      word.append(CONSONANTS.charAt(syllable / VOWELS.length()))
          .append(VOWELS.charAt(syllable % VOWELS.length()));
      rest /= SYLLABLES;
    } while (rest > 0);
    // Even the most frequent have the length of a word.
    return word.length() < 4 ? word.append("ran").toString() : word.toString();
  }

  /** Draws a word: the inverse of the distribution, its harmonic sum taken as a logarithm. */
  static String any(SplittableRandom random) {
    return word((int) Math.exp(random.nextDouble() * Math.log(SIZE)) - 1);
  }

  /** One that comes only some times in millions of lines, of the ranks 20,000 to 30,000. */
  static String rare(SplittableRandom random) {
    return word(20_000 + random.nextInt(10_000));
  }
}
