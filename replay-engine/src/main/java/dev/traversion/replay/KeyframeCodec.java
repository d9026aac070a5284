package dev.traversion.replay;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.traversion.journal.KeyframeStore.Chunk;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.ServiceState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keyframes as bytes.
 *
 * <p>A chunk is {@code "TVKF", version, CRC-32C of the rest, length before compression, zstd}. What
 * is compressed begins with the whole name of the keyframe and the chunk's place in it, so that a
 * chunk of another keyframe, or of another attempt at this one, is not taken for it; then come the
 * numbers that are not covered and the key of the next chunk, so that one chunk alone can answer
 * for one entity; then the content: in the first chunk what is no entity, in the others entities
 * and the calls that the first has no room for, in chunks of their own at the end.
 */
final class KeyframeCodec {
  private static final int MAGIC = 0x5456_4B46;
  private static final byte VERSION = 1;
  private static final int HEADER = 4 + 1 + 4 + 4;
  private static final int LEVEL = 3;

  /** A larger chunk is no chunk of ours. */
  private static final int MAX_RAW = 256 << 20;

  /**
   * The key of the first chunk of entities: below every entity's, so that the store finds a chunk
   * for whatever key it is asked.
   */
  private static final String LOWEST_KEY = "\0";

  /** Begins the keys of chunks of calls: above any entity's, but for very odd types. */
  private static final String CALLS_KEY = "\uFFFF\uFFFF";

  /** Calls in one chunk: about a megabyte, compressed. */
  static final int CALLS_PER_CHUNK = 20_000;

  private final int chunkBytes;
  private final int callsPerChunk;

  /**
   * @param chunkBytes how large a chunk of entities grows, before compression
   * @param callsPerChunk how many calls a chunk holds
   */
  KeyframeCodec(int chunkBytes, int callsPerChunk) {
    this.chunkBytes = chunkBytes;
    this.callsPerChunk = callsPerChunk;
  }

  /** A keyframe's name and its chunks. */
  record Encoded(KeyframeId id, List<Chunk> chunks) {}

  /** What one chunk says of one entity. */
  record Found(Optional<EntityState> entity, SequenceRanges uncovered) {}

  /** The name under which the store keeps an entity: {@code type NUL key}. */
  static String key(EntityRef entity) {
    return entity.type() + '\0' + entity.key();
  }

  Encoded encode(MirrorId mirror, Keyframe keyframe) {
    var contents = new ArrayList<byte[]>();
    var firstKeys = new ArrayList<String>();
    var rest = new Packer();
    var calls = new ArrayList<>(keyframe.state().inFlight());
    calls.addAll(keyframe.state().recentCalls());
    int first = Math.min(calls.size(), callsPerChunk);
    StateParts.writeRest(rest, keyframe.state(), calls.subList(0, first));
    contents.add(rest.toByteArray());
    firstKeys.add("");
    writeEntities(keyframe.state(), contents, firstKeys);
    writeCalls(calls.subList(first, calls.size()), contents, firstKeys);
    var id =
        new KeyframeId(
            mirror, keyframe.state().atNanos(), keyframe.coveredSequenceNr(), contents.size());
    var chunks = new ArrayList<Chunk>();
    for (int number = 0; number < contents.size(); number++) {
      var packed = new Packer();
      var next = number + 1 < firstKeys.size() ? firstKeys.get(number + 1) : null;
      new Header(id, number, firstKeys.get(number), next, keyframe.uncovered()).write(packed);
      chunks.add(
          new Chunk(number, firstKeys.get(number), seal(packed, contents.set(number, NOTHING))));
    }
    return new Encoded(id, chunks);
  }

  /**
   * Reads a keyframe.
   *
   * @param chunks in order
   */
  Keyframe decode(KeyframeId id, List<Chunk> chunks) throws DamagedKeyframeException {
    try {
      return unpack(id, chunks);
    } catch (MalformedException e) {
      throw new DamagedKeyframeException("a chunk's content is not well-formed", e);
    }
  }

  private static Keyframe unpack(KeyframeId id, List<Chunk> chunks)
      throws DamagedKeyframeException, MalformedException {
    if (chunks.size() != id.chunks() || chunks.isEmpty()) {
      throw new DamagedKeyframeException("chunks are missing");
    }
    var entities = new TreeMap<EntityRef, EntityState>();
    StateParts.@Nullable Rest rest = null;
    var uncovered = SequenceRanges.none();
    String expectedKey = "";
    for (int number = 0; number < chunks.size(); number++) {
      var content = open(chunks.get(number).bytes());
      var header = Header.read(content, id);
      if (header.number != number || !header.firstKey.equals(expectedKey)) {
        throw new DamagedKeyframeException("a chunk is not the one that belongs there");
      }
      if (number == 0) {
        rest = StateParts.readRest(content);
        uncovered = header.uncovered;
      } else {
        for (int left = content.count(); left > 0; left--) {
          var entity = StateParts.readEntity(content);
          entities.put(entity.entity(), entity);
        }
        StateParts.readCalls(content, Objects.requireNonNull(rest).calls());
      }
      if (!content.isAtEnd()) {
        throw new DamagedKeyframeException("a chunk holds more than it says");
      }
      expectedKey = header.nextKey == null ? "" : header.nextKey;
    }
    return new Keyframe(
        Objects.requireNonNull(rest).state(id.instantNanos(), entities),
        id.coveredSequenceNr(),
        uncovered);
  }

  /**
   * Looks one entity up in the chunk that the store found for its key.
   *
   * @return empty when that chunk cannot answer for the key: a store may order keys otherwise
   */
  Optional<Found> find(KeyframeId id, Chunk chunk, EntityRef entity)
      throws DamagedKeyframeException {
    try {
      return search(id, chunk, entity);
    } catch (MalformedException e) {
      throw new DamagedKeyframeException("a chunk's content is not well-formed", e);
    }
  }

  private static Optional<Found> search(KeyframeId id, Chunk chunk, EntityRef entity)
      throws DamagedKeyframeException, MalformedException {
    var content = open(chunk.bytes());
    var header = Header.read(content, id);
    var key = key(entity);
    if (header.number == 0
        || key.compareTo(header.firstKey) < 0
        || (header.nextKey != null && key.compareTo(header.nextKey) >= 0)) {
      return Optional.empty();
    }
    int count = content.count();
    if (count == 0) {
      return Optional.empty(); // a chunk of calls
    }
    for (int left = count; left > 0; left--) {
      var held = StateParts.readEntity(content);
      if (held.entity().equals(entity)) {
        return Optional.of(new Found(Optional.of(held), header.uncovered));
      }
    }
    return Optional.of(new Found(Optional.empty(), header.uncovered));
  }

  private static final byte[] NOTHING = new byte[0];

  private void writeEntities(ServiceState state, List<byte[]> contents, List<String> firstKeys) {
    var ordered = new ArrayList<>(state.entities().values());
    ordered.sort(Comparator.comparing(held -> key(held.entity())));
    int from = 0;
    while (from < ordered.size()) {
      var content = new Packer();
      int to = from;
      while (to < ordered.size()
          && (content.size() < chunkBytes || sameKey(ordered.get(to - 1), ordered.get(to)))) {
        StateParts.writeEntity(content, ordered.get(to));
        to++;
      }
      var counted = new Packer();
      counted.unsigned(to - from);
      StateParts.writeCalls(content, List.of());
      firstKeys.add(from == 0 ? LOWEST_KEY : key(ordered.get(from).entity()));
      contents.add(concat(counted.toByteArray(), content.toByteArray()));
      from = to;
    }
  }

  private void writeCalls(List<CallState> calls, List<byte[]> contents, List<String> firstKeys) {
    for (int from = 0; from < calls.size(); from += callsPerChunk) {
      var content = new Packer();
      content.unsigned(0); // no entities
      StateParts.writeCalls(
          content, calls.subList(from, Math.min(calls.size(), from + callsPerChunk)));
      firstKeys.add(CALLS_KEY + "%06d".formatted(from / callsPerChunk));
      contents.add(content.toByteArray());
    }
  }

  /** Types and keys may hold NUL themselves, so that different entities share a stored key. */
  private static boolean sameKey(EntityState one, EntityState other) {
    return key(one.entity()).equals(key(other.entity()));
  }

  private static byte[] seal(Packer header, byte[] content) {
    var raw = concat(header.toByteArray(), content);
    var compressed = Zstd.compress(raw, LEVEL);
    var sealed = ByteBuffer.allocate(HEADER + compressed.length);
    sealed.putInt(MAGIC).put(VERSION).putInt(0).putInt(raw.length).put(compressed);
    sealed.putInt(5, checksum(sealed.array()));
    return sealed.array();
  }

  private static Unpacker open(byte[] bytes) throws DamagedKeyframeException {
    if (bytes.length < HEADER) {
      throw new DamagedKeyframeException("a chunk is too short");
    }
    var sealed = ByteBuffer.wrap(bytes);
    if (sealed.getInt() != MAGIC) {
      throw new DamagedKeyframeException("a chunk does not begin as one");
    }
    if (sealed.get() != VERSION) {
      throw new DamagedKeyframeException("a chunk is of an unknown version");
    }
    if (sealed.getInt() != checksum(bytes)) {
      throw new DamagedKeyframeException("a chunk's checksum is wrong");
    }
    int length = sealed.getInt();
    if (length < 0 || length > MAX_RAW) {
      throw new DamagedKeyframeException("a chunk's length is out of bounds");
    }
    try {
      var raw = new byte[length];
      long got = Zstd.decompressByteArray(raw, 0, length, bytes, HEADER, bytes.length - HEADER);
      if (Zstd.isError(got) || got != length) {
        throw new DamagedKeyframeException("a chunk cannot be decompressed");
      }
      return new Unpacker(raw);
    } catch (ZstdException e) {
      throw new DamagedKeyframeException("a chunk cannot be decompressed", e);
    }
  }

  private static int checksum(byte[] sealed) {
    var checksum = new CRC32C();
    checksum.update(sealed, 9, sealed.length - 9);
    return (int) checksum.getValue();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  /** What every chunk says of itself. */
  private record Header(
      KeyframeId id,
      int number,
      String firstKey,
      @Nullable String nextKey,
      SequenceRanges uncovered) {

    void write(Packer packer) {
      packer.text(id.mirror().entityId());
      packer.signed(id.instantNanos());
      packer.unsigned(id.coveredSequenceNr());
      packer.unsigned(id.chunks());
      packer.unsigned(number);
      packer.text(firstKey);
      packer.flag(nextKey != null);
      if (nextKey != null) {
        packer.text(nextKey);
      }
      packer.unsigned(uncovered.ranges().size());
      for (var range : uncovered.ranges()) {
        packer.unsigned(range.from());
        packer.unsigned(range.to() - range.from());
      }
    }

    static Header read(Unpacker unpacker, KeyframeId id)
        throws DamagedKeyframeException, MalformedException {
      if (!unpacker.text().equals(id.mirror().entityId())
          || unpacker.signed() != id.instantNanos()
          || unpacker.unsigned() != id.coveredSequenceNr()
          || unpacker.unsigned() != id.chunks()) {
        throw new DamagedKeyframeException("a chunk is of another keyframe");
      }
      int number = (int) unpacker.unsigned();
      var firstKey = unpacker.text();
      var nextKey = unpacker.flag() ? unpacker.text() : null;
      var uncovered = new SequenceRanges.Builder();
      for (int left = unpacker.count(); left > 0; left--) {
        long from = unpacker.unsigned();
        uncovered.add(from, from + unpacker.unsigned());
      }
      return new Header(id, number, firstKey, nextKey, uncovered.build());
    }
  }
}
