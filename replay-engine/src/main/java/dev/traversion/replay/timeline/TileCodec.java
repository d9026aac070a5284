package dev.traversion.replay.timeline;

import com.github.luben.zstd.Zstd;
import dev.traversion.model.event.EventKind;
import dev.traversion.replay.timeline.Tile.Place;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.zip.CRC32C;

/**
 * Tiles as bytes: {@code version, CRC-32C of the rest, length before compression, zstd}.
 *
 * <p>What is compressed is columns of varints, one after the other: level and index; the coverage;
 * how many cells; their buckets, each less the one before; a mask of the kinds that occur, and a
 * column for each; errors; longest calls; how many latency classes each cell has; the first of each
 * cell less that of the cell before, zigzag; the other classes, each less the one before; the calls
 * in each.
 */
final class TileCodec {
  private static final byte VERSION = 1;
  private static final int HEADER = 1 + 4 + 4;
  private static final int COMPRESSION = 3;
  private static final int KINDS = EventKind.values().length;

  /** Nothing of ours is larger: 240 cells with every class. */
  private static final int MAX_RAW = 32 << 20;

  private TileCodec() {}

  static byte[] encode(Tile tile) {
    var out = new Varints();
    out.signed(tile.place().level().ordinal());
    out.signed(tile.place().index());
    writeCoverage(out, tile.coverage());
    var cells = tile.cells();
    out.unsigned(cells.size());
    int before = 0;
    for (var cell : cells) {
      out.unsigned(cell.bucket() - before);
      before = cell.bucket();
    }
    int mask = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      for (var cell : cells) {
        mask |= cell.counts()[kind] != 0 ? 1 << kind : 0;
      }
    }
    out.unsigned(mask);
    for (int kind = 0; kind < KINDS; kind++) {
      if ((mask & (1 << kind)) != 0) {
        int number = kind;
        column(out, cells, cell -> cell.counts()[number]);
      }
    }
    column(out, cells, Cell::errors);
    column(out, cells, Cell::longestNanos);
    column(out, cells, cell -> cell.classes().length);
    before = 0;
    for (var cell : cells) {
      if (cell.classes().length > 0) {
        out.signed(cell.classes()[0] - before);
        before = cell.classes()[0];
      }
    }
    for (var cell : cells) {
      for (int i = 1; i < cell.classes().length; i++) {
        out.unsigned(cell.classes()[i] - cell.classes()[i - 1]);
      }
    }
    for (var cell : cells) {
      for (long calls : cell.calls()) {
        out.unsigned(calls);
      }
    }
    return seal(out.toByteArray());
  }

  static Tile decode(Place place, byte[] bytes) throws DamagedTileException {
    try {
      var in = ByteBuffer.wrap(open(bytes));
      if (Varints.signed(in) != place.level().ordinal() || Varints.signed(in) != place.index()) {
        throw new DamagedTileException("another tile's bytes");
      }
      var coverage = readCoverage(in);
      return new Tile(place, coverage, readCells(in));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new DamagedTileException("the content ends early");
    }
  }

  private static List<Cell> readCells(ByteBuffer in) throws DamagedTileException {
    int size = Varints.count(in, Level.TILE_BUCKETS);
    var buckets = new int[size];
    int before = 0;
    for (int i = 0; i < size; i++) {
      before += Varints.count(in, Level.TILE_BUCKETS - 1 - before);
      buckets[i] = before;
    }
    var counts = new long[size][KINDS];
    long mask = Varints.unsigned(in);
    for (int kind = 0; kind < KINDS; kind++) {
      if ((mask & (1L << kind)) != 0) {
        for (int i = 0; i < size; i++) {
          counts[i][kind] = Varints.unsigned(in);
        }
      }
    }
    var errors = column(in, size);
    var longest = column(in, size);
    var classes = new int[size][];
    for (int i = 0; i < size; i++) {
      classes[i] = new int[Varints.count(in, LatencyHistogram.CLASSES)];
    }
    long first = 0;
    for (int i = 0; i < size; i++) {
      if (classes[i].length > 0) {
        first += Varints.signed(in);
        classes[i][0] = checkedClass(first);
      }
    }
    for (int i = 0; i < size; i++) {
      for (int k = 1; k < classes[i].length; k++) {
        classes[i][k] = checkedClass(classes[i][k - 1] + Varints.unsigned(in));
      }
    }
    var cells = new ArrayList<Cell>(size);
    for (int i = 0; i < size; i++) {
      var calls = column(in, classes[i].length);
      cells.add(new Cell(buckets[i], counts[i], errors[i], longest[i], classes[i], calls));
    }
    if (in.hasRemaining()) {
      throw new DamagedTileException("the content goes on after its end");
    }
    return cells;
  }

  private static int checkedClass(long number) throws DamagedTileException {
    if (number < 0 || number >= LatencyHistogram.CLASSES) {
      throw new DamagedTileException("a latency class out of bounds");
    }
    return (int) number;
  }

  private static void column(Varints out, List<Cell> cells, ToLongFunction<Cell> value) {
    for (var cell : cells) {
      out.unsigned(value.applyAsLong(cell));
    }
  }

  private static long[] column(ByteBuffer in, int size) throws DamagedTileException {
    var values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = Varints.unsigned(in);
    }
    return values;
  }

  static void writeCoverage(Varints out, Coverage coverage) {
    out.unsigned(coverage.upTo());
    out.unsigned(coverage.without().length / 2);
    long before = 0;
    for (long number : coverage.without()) {
      out.unsigned(number - before);
      before = number;
    }
  }

  static Coverage readCoverage(ByteBuffer in) throws DamagedTileException {
    long upTo = Varints.unsigned(in);
    var without = new long[2 * Varints.count(in, in.remaining())];
    long before = 0;
    for (int i = 0; i < without.length; i++) {
      before += Varints.unsigned(in);
      without[i] = before;
    }
    return new Coverage(upTo, without);
  }

  static byte[] seal(byte[] raw) {
    var compressed = Zstd.compress(raw, COMPRESSION);
    var sealed = ByteBuffer.allocate(HEADER + compressed.length);
    sealed.put(VERSION).putInt(0).putInt(raw.length).put(compressed);
    sealed.putInt(1, checksum(sealed.array()));
    return sealed.array();
  }

  static byte[] open(byte[] bytes) throws DamagedTileException {
    if (bytes.length < HEADER) {
      throw new DamagedTileException("too short");
    }
    var sealed = ByteBuffer.wrap(bytes);
    if (sealed.get() != VERSION) {
      throw new DamagedTileException("an unknown version");
    }
    if (sealed.getInt() != checksum(bytes)) {
      throw new DamagedTileException("a wrong checksum");
    }
    int length = sealed.getInt();
    if (length < 0 || length > MAX_RAW) {
      throw new DamagedTileException("a length out of bounds");
    }
    var raw = new byte[length];
    long got = Zstd.decompressByteArray(raw, 0, length, bytes, HEADER, bytes.length - HEADER);
    if (Zstd.isError(got) || got != length) {
      throw new DamagedTileException("not decompressible");
    }
    return raw;
  }

  private static int checksum(byte[] sealed) {
    var checksum = new CRC32C();
    checksum.update(sealed, 5, sealed.length - 5);
    return (int) checksum.getValue();
  }
}
