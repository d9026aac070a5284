package dev.traversion.model.frame;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The header of a frame: how many rows, and where which section is. */
final class FrameHeader {
  private static final int SECTIONS = FrameSection.values().length;

  final int rows;
  private final byte[] bytes;
  private final EnumMap<FrameSection, Place> places = new EnumMap<>(FrameSection.class);

  /** A block: where its three streams are stored, and their sizes once decompressed. */
  private static final class Block {
    int from;
    int storedNumbers;
    int storedText;
    int numbers;
    int bits;
    int text;
    int crc;
    byte @Nullable [] openNumbers;
    byte @Nullable [] openText;

    int stored() {
      return (storedNumbers == 0 ? numbers : storedNumbers)
          + bits
          + (storedText == 0 ? text : storedText);
    }
  }

  /** Where in a block a section begins, and how long each of its streams is. */
  private record Place(
      Block block, int numbersFrom, int numbers, int bitsFrom, int bits, int textFrom, int text) {}

  /**
   * @throws MalformedColumnException if this is no whole frame of a known version
   */
  FrameHeader(byte[] bytes) {
    this.bytes = bytes;
    var in = new ByteSource(bytes, 0, bytes.length);
    int magic = in.skip(FrameWriter.MAGIC.length);
    if (!Arrays.equals(bytes, magic, magic + FrameWriter.MAGIC.length, FrameWriter.MAGIC, 0, 3)) {
      throw new MalformedColumnException("no frame");
    }
    if (in.get() != FrameWriter.VERSION) {
      throw new MalformedColumnException("a frame of an unknown version");
    }
    int crc = in.getInt();
    int covered = in.position();
    int length = in.getCount(in.remaining());
    int start = in.skip(length);
    check(crc, covered, start + length - covered);
    var header = new ByteSource(bytes, start, length);
    rows = header.getCount(FrameLimits.MAX_EVENTS);
    int blocks = header.getCount(SECTIONS);
    int from = start + length;
    for (int i = 0; i < blocks; i++) {
      var block = readBlock(header);
      block.from = from;
      if (block.stored() > bytes.length - from) {
        throw new MalformedColumnException("a frame cut short");
      }
      from += block.stored();
    }
    if (rows == 0 || header.remaining() != 0 || from != bytes.length) {
      throw new MalformedColumnException("a frame of another length");
    }
  }

  private Block readBlock(ByteSource header) {
    var block = new Block();
    int sections = header.getCount(SECTIONS);
    for (int i = 0; i < sections; i++) {
      var section = FrameSection.values()[header.getCount(SECTIONS - 1)];
      int numbers = header.getCount(FrameLimits.MAX_STREAM_BYTES);
      int bits = header.getCount(FrameLimits.MAX_STREAM_BYTES);
      int text = header.getCount(FrameLimits.MAX_STREAM_BYTES);
      var place = new Place(block, block.numbers, numbers, block.bits, bits, block.text, text);
      if (places.put(section, place) != null) {
        throw new MalformedColumnException("a section twice");
      }
      block.numbers = bounded(block.numbers + numbers);
      block.bits = bounded(block.bits + bits);
      block.text = bounded(block.text + text);
    }
    block.storedNumbers = header.getCount(FrameLimits.MAX_STREAM_BYTES);
    block.storedText = header.getCount(FrameLimits.MAX_STREAM_BYTES);
    block.crc = header.getInt();
    return block;
  }

  private static int bounded(int size) {
    if (size > FrameLimits.MAX_STREAM_BYTES) {
      throw new MalformedColumnException("a stream out of bounds");
    }
    return size;
  }

  private void check(int crc, int from, int length) {
    var actual = new CRC32C();
    actual.update(bytes, from, length);
    if ((int) actual.getValue() != crc) {
      throw new MalformedColumnException("a wrong checksum");
    }
  }

  /** Opens a section; one that was not written has empty streams. */
  ColumnSource open(FrameSection section) {
    var place = places.get(section);
    if (place == null) {
      return new ColumnSource(
          new ByteSource(bytes, 0, 0), new BitSource(bytes, 0, 0), new ByteSource(bytes, 0, 0));
    }
    var block = place.block;
    if (block.openNumbers == null || block.openText == null) {
      check(block.crc, block.from, block.stored());
      int bitsFrom = block.from + (block.storedNumbers == 0 ? block.numbers : block.storedNumbers);
      block.openNumbers = stream(block.from, block.storedNumbers, block.numbers);
      block.openText = stream(bitsFrom + block.bits, block.storedText, block.text);
    }
    int bitsFrom = block.from + (block.storedNumbers == 0 ? block.numbers : block.storedNumbers);
    return new ColumnSource(
        new ByteSource(block.openNumbers, place.numbersFrom, place.numbers),
        new BitSource(bytes, bitsFrom + place.bitsFrom, place.bits),
        new ByteSource(block.openText, place.textFrom, place.text));
  }

  private byte[] stream(int from, int stored, int size) {
    return stored == 0
        ? Arrays.copyOfRange(bytes, from, from + size)
        : Zstd.decompress(bytes, from, stored, size);
  }
}
