package dev.traversion.journal.filter;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.fastfilter.xor.Xor8;

/**
 * A set of 64-bit hashes, approximately.
 *
 * <p>Sixteen hashes or fewer are kept as 16-bit fingerprints: smaller than a xor filter of that
 * size, and a xor filter of two keys cannot be built at all (the library's construction then tries
 * for ever, its three blocks being one cell each). More are kept as a xor filter of 8-bit
 * fingerprints: 9.9 bits a key, wrong for 1 key in 205 to 250 on average (1 in 131 at worst, of 120
 * filters measured; the ideal is 256).
 *
 * <p>Source: Graf and Lemire, "Xor Filters", ACM JEA 25 (2020).
 */
sealed interface KeySet {

  /** The most hashes that are kept as plain fingerprints. */
  int FEW = 16;

  boolean mayHold(long hash);

  int weight();

  void writeTo(DataOutputStream out) throws IOException;

  /** Of distinct hashes, in any order. */
  static KeySet of(long[] distinct) {
    if (distinct.length > FEW) {
      return new Many(distinct.length, new Xor8(distinct));
    }
    var fingerprints = new short[distinct.length];
    for (int i = 0; i < distinct.length; i++) {
      fingerprints[i] = Few.fingerprint(distinct[i]);
    }
    return new Few(fingerprints);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException if the bytes are something else
   */
  static KeySet readFrom(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      throw new IOException("negative size of a key set");
    }
    if (size <= FEW) {
      var fingerprints = new short[size];
      for (int i = 0; i < size; i++) {
        fingerprints[i] = in.readShort();
      }
      return new Few(fingerprints);
    }
    int length = in.readInt();
    if (length != Many.length(size) || length > in.available()) {
      throw new IOException("a xor filter's length does not fit its size");
    }
    var bytes = in.readNBytes(length);
    if (new DataInputStream(new ByteArrayInputStream(bytes)).readInt() != size) {
      throw new IOException("a xor filter's size is not the stored one");
    }
    return new Many(size, new Xor8(new ByteArrayInputStream(bytes)));
  }

  /** Fingerprints, compared one by one. */
  record Few(short[] fingerprints) implements KeySet {
    static short fingerprint(long hash) {
      return (short) (hash >>> 48);
    }

    @Override
    public boolean mayHold(long hash) {
      short wanted = fingerprint(hash);
      for (short fingerprint : fingerprints) {
        if (fingerprint == wanted) {
          return true;
        }
      }
      return false;
    }

    @Override
    public int weight() {
      return 32 + 2 * fingerprints.length;
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
      out.writeInt(fingerprints.length);
      for (short fingerprint : fingerprints) {
        out.writeShort(fingerprint);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Few that && Arrays.equals(fingerprints, that.fingerprints);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(fingerprints);
    }
  }

  /** A xor filter. */
  record Many(int size, Xor8 filter) implements KeySet {

    /** Bytes that {@link Xor8#getData()} answers for a number of keys; checked when written. */
    static int length(int size) {
      long cells = 3 + 123L * size / 100;
      return Math.toIntExact(Math.min(Integer.MAX_VALUE, Integer.BYTES + Long.BYTES + cells));
    }

    @Override
    public boolean mayHold(long hash) {
      return filter.mayContain(hash);
    }

    @Override
    public int weight() {
      return 64 + length(size);
    }

    @Override
    public void writeTo(DataOutputStream out) throws IOException {
      var bytes = filter.getData();
      if (bytes.length != length(size)) {
        throw new IOException("the filter library changed its format");
      }
      out.writeInt(size);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }
}
