package dev.traversion.journal.filter;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.traversion.model.event.EntityRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells which entities a page of a keyframe may hold. Never says no wrongly. */
public final class EntityFilter {
  private static final Hasher64 HASHER = Hashing.komihash5_0();

  private final KeySet entities;

  private EntityFilter(KeySet entities) {
    this.entities = entities;
  }

  /** What {@link #of} takes: part of the stored form. */
  public static long hash(EntityRef entity) {
    return HASHER.hashStream().putString(entity.type()).putString(entity.key()).getAsLong();
  }

  /** The filter of entities with these hashes, each once. */
  public static EntityFilter of(long[] distinctHashes) {
    return new EntityFilter(KeySet.of(distinctHashes));
  }

  /**
   * Reads {@link #encode} back.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  public static EntityFilter decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new EntityFilter(KeySet.readFrom(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("no filter of entities", e);
    }
  }

  /** The stored form. */
  public byte[] encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      entities.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param hash of the entity, see {@link #hash}
   */
  public boolean mayHold(long hash) {
    return entities.mayHold(hash);
  }

  /** Bytes that this object holds, for weighing caches. */
  public int weight() {
    return 16 + entities.weight();
  }
}
