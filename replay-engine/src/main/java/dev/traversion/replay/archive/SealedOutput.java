package dev.traversion.replay.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Passes a file on, its last {@link ArchiveLayout#DIGEST_DIGITS} bytes replaced by the digest of
 * all before them. A zip file ends with its comment, so every byte of it is covered, its directory
 * too, without the file being read again.
 */
final class SealedOutput extends OutputStream {
  private static final int HELD = ArchiveLayout.DIGEST_DIGITS;

  private final OutputStream out;
  private final MessageDigest digest = Checksums.sha256();
  private final byte[] held = new byte[HELD];
  private int holding;

  SealedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int surplus = holding + length - HELD;
    int fromHeld = Math.clamp(surplus, 0, holding);
    pass(held, 0, fromHeld);
    System.arraycopy(held, fromHeld, held, 0, holding - fromHeld);
    holding -= fromHeld;
    int fromBytes = Math.max(0, surplus - fromHeld);
    pass(bytes, offset, fromBytes);
    System.arraycopy(bytes, offset + fromBytes, held, holding, length - fromBytes);
    holding += length - fromBytes;
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    out.write(bytes, offset, length);
  }

  /** Ends the file; the stream beneath stays open. */
  void seal() throws IOException {
    out.write(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
