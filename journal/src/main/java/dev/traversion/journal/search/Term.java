package dev.traversion.journal.search;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.search.Matching;

/**
 * Something that a frame may hold, as a hash: the trace of an event, an attribute with a value, a
 * word. Hashes are stored, so how they are made belongs to the format of the sets.
 *
 * <p>Texts go in by {@link String#hashCode()}, which the language specifies and which strings
 * remember: the same few thousand strings come again and again. Two texts of one such hash are one
 * term, which costs a look into a frame and no more.
 *
 * @param column hash of what it is a value of, {@link #BITS} bits; a set that had no room for all
 *     says which columns it left out
 * @param hash of the value in its column, {@link #BITS} bits
 */
public record Term(int column, int hash) {

  /** Of a hash. With 15 million pairs of term and frame, one question is misled about once. */
  public static final int BITS = 24;

  /** Of a hash, and the highest of them: what a slice of an index of terms has in common. */
  public static final int SLICE_BITS = 6;

  /** Longer values of attributes are known by their keys alone; UTF-16 units. */
  public static final int LONGEST_VALUE = 256;

  /** Stands for the hash of a key where magnitudes are of how long calls took. */
  public static final int DURATION = "\0duration".hashCode();

  /** What a column is of. The number is part of the hashes: append only. */
  public enum Of {
    TRACE,
    ENTITY,
    KEY,
    VALUE,
    MAGNITUDE,
    OPERATION,
    WORD,
    WORD_WITH_DIGIT
  }

  public static Term ofTrace(TraceId trace) {
    return in(base(Of.TRACE, 0), hashOf(trace));
  }

  public static Term ofEntity(EntityRef entity) {
    return ofEntity(Matching.text(entity));
  }

  /** Of an entity named {@code type/key}. */
  public static Term ofEntity(String name) {
    return in(base(Of.ENTITY, 0), name.hashCode());
  }

  public static Term ofKey(String key) {
    return in(base(Of.KEY, 0), key.hashCode());
  }

  public static Term ofValue(String key, int valueHash) {
    return in(base(Of.VALUE, key.hashCode()), valueHash);
  }

  public static Term ofMagnitude(int keyHash, int magnitude) {
    long base = base(Of.MAGNITUDE, keyHash);
    return new Term(columnOf(base), magnitudeHash(base, magnitude));
  }

  public static Term ofOperation(String name) {
    return in(base(Of.OPERATION, 0), name.hashCode());
  }

  public static Term ofWord(int wordHash, boolean holdsDigit) {
    return in(base(holdsDigit ? Of.WORD_WITH_DIGIT : Of.WORD, 0), wordHash);
  }

  /** Which slice of an index of terms it is in. */
  public int slice() {
    return hash >>> (BITS - SLICE_BITS);
  }

  public static int hashOf(TraceId trace) {
    return (int) mix(mix(trace.high()) + trace.low());
  }

  /** Of a number as an attribute's value: ints and doubles that are equal are one. */
  public static int hashOf(double number) {
    return (int) mix(Double.doubleToLongBits(number + 0.0));
  }

  public static long base(Of of, int keyHash) {
    return mix(((of.ordinal() + 1L) << Integer.SIZE) | Integer.toUnsignedLong(keyHash));
  }

  public static int columnOf(long base) {
    return (int) (base >>> (Long.SIZE - BITS));
  }

  public static int valueHash(long base, int value) {
    return (int) (mix(base + value) >>> (Long.SIZE - BITS));
  }

  /** All magnitudes of a column are in one slice: questions about ranges ask for many of them. */
  public static int magnitudeHash(long base, int magnitude) {
    int low = BITS - SLICE_BITS;
    return ((columnOf(base) >>> low) << low) | (valueHash(base, magnitude) & ((1 << low) - 1));
  }

  private static Term in(long base, int value) {
    return new Term(columnOf(base), valueHash(base, value));
  }

  /** The finalizer of MurmurHash3, by Austin Appleby (public domain). */
  private static long mix(long word) {
    long mixed = word;
    mixed ^= mixed >>> 33;
    mixed *= 0xff51afd7ed558ccdL;
    mixed ^= mixed >>> 33;
    mixed *= 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
