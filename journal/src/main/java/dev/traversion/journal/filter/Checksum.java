package dev.traversion.journal.filter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Four bytes at the end, so that a damaged filter is noticed and hides nothing. */
final class Checksum {
  private Checksum() {}

  static byte[] add(byte[] bytes) {
    var checked = Arrays.copyOf(bytes, bytes.length + Integer.BYTES);
    ByteBuffer.wrap(checked).putInt(bytes.length, of(bytes, bytes.length));
    return checked;
  }

  /**
   * @throws IOException if the bytes are not those that {@link #add} answered
   */
  static void require(byte[] checked) throws IOException {
    int length = checked.length - Integer.BYTES;
    if (length < 0 || ByteBuffer.wrap(checked).getInt(length) != of(checked, length)) {
      throw new IOException("the checksum differs");
    }
  }

  private static int of(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
