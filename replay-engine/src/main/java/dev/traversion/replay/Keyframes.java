package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.KeyframeLostException;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.KeyframeStore.Chunk;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.EntityState;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds keyframes and opens them. One that is damaged is passed over for an earlier one, or none:
 * that costs time, and nothing else.
 */
final class Keyframes {
  private static final Logger log = LoggerFactory.getLogger(Keyframes.class);

  /** After so many damaged ones in a row, reading from the beginning is the better use of time. */
  private static final int TRIES = 4;

  /** What an entity or a call weighs in memory, roughly. */
  private static final int BYTES_PER_PART = 300;

  private final KeyframeStore store;
  private final KeyframeCodec codec;
  private final long windowNanos;
  private final Cache<KeyframeId, Keyframe> cache;

  Keyframes(KeyframeStore store, KeyframeCodec codec, ReplaySettings settings) {
    this.store = store;
    this.codec = codec;
    this.windowNanos = settings.vitalsWindow().toNanos();
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(settings.keyframeBytes())
            .weigher((KeyframeId _, Keyframe keyframe) -> weight(keyframe))
            .build();
  }

  /** One entity in the keyframe that applies to it. */
  record OfEntity(
      long instantNanos,
      long coveredSequenceNr,
      SequenceRanges uncovered,
      Optional<EntityState> entity) {}

  /** The latest sound keyframe at or before an instant. */
  Optional<Keyframe> latest(MirrorId mirror, long atNanos) {
    return firstSound(mirror, atNanos, this::read)
        .filter(keyframe -> keyframe.state().windowNanos() >= windowNanos);
  }

  /** One entity in the latest sound keyframe at or before an instant, by a single chunk. */
  Optional<OfEntity> latest(MirrorId mirror, EntityRef entity, long atNanos) {
    return firstSound(mirror, atNanos, id -> find(id, entity));
  }

  private interface Reading<T> {
    T of(KeyframeId id) throws DamagedKeyframeException;
  }

  private <T> Optional<T> firstSound(MirrorId mirror, long atNanos, Reading<T> reading) {
    long before = atNanos;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var id = store.latestAtOrBefore(mirror, before);
      if (id.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(reading.of(id.get()));
      } catch (DamagedKeyframeException | KeyframeLostException e) {
        log.warn("Passing over a keyframe: {}: {}", e.getMessage(), id.get());
      }
      if (id.get().instantNanos() == Long.MIN_VALUE) {
        return Optional.empty();
      }
      before = id.get().instantNanos() - 1;
    }
    return Optional.empty();
  }

  private Keyframe read(KeyframeId id) throws DamagedKeyframeException {
    var cached = cache.getIfPresent(id);
    if (cached == null) {
      var chunks = new ArrayList<Chunk>();
      store.read(id, chunks::add);
      cached = codec.decode(id, chunks);
      cache.put(id, cached);
    }
    return cached;
  }

  private OfEntity find(KeyframeId id, EntityRef entity) throws DamagedKeyframeException {
    if (id.chunks() > 1 && cache.getIfPresent(id) == null) {
      var chunk = store.chunkFor(id, KeyframeCodec.key(entity));
      if (chunk.isPresent()) {
        var found = codec.find(id, chunk.get(), entity);
        if (found.isPresent()) {
          return new OfEntity(
              id.instantNanos(),
              id.coveredSequenceNr(),
              found.get().uncovered(),
              found.get().entity());
        }
      }
    }
    var whole = read(id);
    return new OfEntity(
        id.instantNanos(),
        id.coveredSequenceNr(),
        whole.uncovered(),
        Optional.ofNullable(whole.state().entities().get(entity)));
  }

  private static int weight(Keyframe keyframe) {
    var state = keyframe.state();
    long parts =
        (long) state.entities().size()
            + state.config().size()
            + state.inFlight().size()
            + state.recentCalls().size();
    long documents =
        state.entities().values().stream()
            .mapToLong(held -> held.value().map(document -> document.json().length()).orElse(0))
            .sum();
    return (int) Math.min(Integer.MAX_VALUE, 256 + parts * BYTES_PER_PART + documents);
  }
}
