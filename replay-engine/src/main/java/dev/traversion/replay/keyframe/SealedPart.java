package dev.traversion.replay.keyframe;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.replay.pack.MalformedException;
import dev.traversion.replay.pack.Packer;
import dev.traversion.replay.pack.Unpacker;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A part of a keyframe as it is stored: {@code "TVKF", version, CRC-32C of the rest, length before
 * compression, zstd}. What is compressed begins with the keyframe's build and the part's place in
 * it, so that a part of another keyframe, or of another attempt at this one, is not taken for it.
 */
final class SealedPart {
  /** The page of a summary. */
  static final int SUMMARY = -1;

  /** The number of a page's directory; its chunks are numbered from 0. */
  static final int DIRECTORY = -1;

  private static final int MAGIC = 0x5456_4B46;
  private static final byte VERSION = 2;
  private static final int HEADER = 4 + 1 + 4 + 4;
  private static final int CHECKED_FROM = 9;
  private static final int LEVEL = 3;

  /** A larger part is no part of ours: an entity is at most a few megabytes. */
  private static final int MAX_RAW = 64 << 20;

  private SealedPart() {}

  static byte[] seal(KeyframeId keyframe, int page, int number, Packer content) {
    var raw = new Packer();
    place(raw, keyframe, page, number);
    raw.raw(content.toByteArray(), 0, content.size());
    var bytes = raw.toByteArray();
    var compressed = Zstd.compress(bytes, LEVEL);
    var sealed = ByteBuffer.allocate(HEADER + compressed.length);
    sealed.putInt(MAGIC).put(VERSION).putInt(0).putInt(bytes.length).put(compressed);
    sealed.putInt(5, checksum(sealed.array()));
    return sealed.array();
  }

  /**
   * Opens a part; what follows the place in it is to be read next.
   *
   * @throws UnusableKeyframeException if it is not what was sealed there
   */
  static Unpacker open(KeyframeId keyframe, int page, int number, byte[] sealed) {
    var raw = new Unpacker(decompress(keyframe, sealed));
    try {
      if (raw.word() != keyframe.build()
          || raw.signed() != keyframe.after()
          || raw.signed() != keyframe.upTo()
          || raw.signed() != keyframe.horizonNanos()
          || !raw.text().equals(keyframe.mirror().entityId())
          || raw.signed() != page
          || raw.signed() != number) {
        throw new UnusableKeyframeException(keyframe, "a part is of another place");
      }
      return raw;
    } catch (MalformedException e) {
      throw new UnusableKeyframeException(keyframe, "a part is not well-formed", e);
    }
  }

  private static void place(Packer raw, KeyframeId keyframe, int page, int number) {
    raw.word(keyframe.build());
    raw.signed(keyframe.after());
    raw.signed(keyframe.upTo());
    raw.signed(keyframe.horizonNanos());
    raw.text(keyframe.mirror().entityId());
    raw.signed(page);
    raw.signed(number);
  }

  private static byte[] decompress(KeyframeId keyframe, byte[] bytes) {
    if (bytes.length < HEADER) {
      throw new UnusableKeyframeException(keyframe, "a part is too short");
    }
    var sealed = ByteBuffer.wrap(bytes);
    if (sealed.getInt() != MAGIC || sealed.get() != VERSION) {
      throw new UnusableKeyframeException(keyframe, "a part is of an unknown kind or version");
    }
    if (sealed.getInt() != checksum(bytes)) {
      throw new UnusableKeyframeException(keyframe, "a part's checksum is wrong");
    }
    int length = sealed.getInt();
    if (length < 0 || length > MAX_RAW) {
      throw new UnusableKeyframeException(keyframe, "a part's length is out of bounds");
    }
    try {
      var raw = new byte[length];
      long got = Zstd.decompressByteArray(raw, 0, length, bytes, HEADER, bytes.length - HEADER);
      if (Zstd.isError(got) || got != length) {
        throw new UnusableKeyframeException(keyframe, "a part cannot be decompressed");
      }
      return raw;
    } catch (ZstdException e) {
      throw new UnusableKeyframeException(keyframe, "a part cannot be decompressed", e);
    }
  }

  private static int checksum(byte[] sealed) {
    var checksum = new CRC32C();
    checksum.update(sealed, CHECKED_FROM, sealed.length - CHECKED_FROM);
    return (int) checksum.getValue();
  }
}
