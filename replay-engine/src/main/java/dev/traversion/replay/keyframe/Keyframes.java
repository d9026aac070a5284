package dev.traversion.replay.keyframe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds keyframes and opens them. Which there are is asked of the store now and then only: a
 * keyframe that is not known yet costs the reading of some frames, nothing else. One that is lost
 * or damaged is left out from then on.
 */
public final class Keyframes {
  private static final Logger log = LoggerFactory.getLogger(Keyframes.class);

  /** After so many unusable ones in a row, reading frames alone is the better use of time. */
  private static final int TRIES = 8;

  private static final int MOST_SHELVES = 10_000;
  private static final int MOST_CONDEMNED = 100_000;

  private final KeyframeStore store;
  private final long windowNanos;
  private final long recheckNanos;
  private final LongSupplier nanoClock;
  private final PartCache parts;
  private final Cache<MirrorId, Known> shelves =
      Caffeine.newBuilder().maximumSize(MOST_SHELVES).build();
  private final Cache<KeyframeId, Boolean> condemned =
      Caffeine.newBuilder().maximumSize(MOST_CONDEMNED).build();

  private record Known(Shelf shelf, long readNanos) {}

  /**
   * @param window how far the vitals of every question look back
   * @param recheck how long what is listed is taken to be all there is
   * @param cacheBytes most that opened parts of keyframes may hold
   */
  public Keyframes(
      KeyframeStore store,
      Duration window,
      Duration recheck,
      long cacheBytes,
      LongSupplier nanoClock) {
    this.store = store;
    this.windowNanos = window.toNanos();
    this.recheckNanos = recheck.toNanos();
    this.nanoClock = nanoClock;
    this.parts = new PartCache(store, cacheBytes);
  }

  /**
   * Answers a question from keyframes. When one of them turns out to be unusable, the question is
   * asked again with the others, in the end with none.
   *
   * @param question of the plans for the mirrors, in the same order
   */
  public <T> T answer(
      List<MirrorId> mirrors, long atNanos, Function<List<KeyframePlan>, T> question) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        return question.apply(
            mirrors.stream().map(mirror -> shelf(mirror).plan(atNanos, windowNanos)).toList());
      } catch (UnusableKeyframeException e) {
        condemn(e);
      }
    }
    return question.apply(mirrors.stream().map(_ -> KeyframePlan.none()).toList());
  }

  /** The caches, by name, for metrics. */
  public Map<String, Cache<?, ?>> caches() {
    return Map.of(
        "keyframe-directories",
        parts.directories(),
        "keyframe-chunks",
        parts.chunks(),
        "keyframe-counts",
        parts.counts());
  }

  Shelf shelf(MirrorId mirror) {
    var known = shelves.getIfPresent(mirror);
    return known != null && nanoClock.getAsLong() - known.readNanos < recheckNanos
        ? known.shelf
        : refresh(mirror);
  }

  /** Reads anew which keyframes there are. */
  Shelf refresh(MirrorId mirror) {
    long now = nanoClock.getAsLong();
    var before = shelves.getIfPresent(mirror);
    var sound = new ArrayList<StoredKeyframe>();
    for (var listed : store.list(mirror)) {
      if (condemned.getIfPresent(listed.id()) == null) {
        try {
          sound.add(StoredKeyframe.of(listed, parts));
        } catch (UnusableKeyframeException e) {
          condemn(e);
        }
      }
    }
    var shelf =
        before != null && ids(before.shelf.all()).equals(ids(sound))
            ? before.shelf
            : new Shelf(sound);
    shelves.put(mirror, new Known(shelf, now));
    return shelf;
  }

  private static Set<KeyframeId> ids(List<StoredKeyframe> keyframes) {
    return keyframes.stream().map(StoredKeyframe::id).collect(Collectors.toUnmodifiableSet());
  }

  /** Leaves a keyframe out from now on. */
  void condemn(UnusableKeyframeException unusable) {
    // Merged away since it was listed, as likely as not: the next shelf has what took its place.
    log.info("Passing over a keyframe: {}", unusable.getMessage());
    condemned.put(unusable.keyframe(), true);
    shelves.invalidate(unusable.keyframe().mirror());
  }

  boolean isCondemned(KeyframeId keyframe) {
    return condemned.getIfPresent(keyframe) != null;
  }

  KeyframeStore store() {
    return store;
  }

  long windowNanos() {
    return windowNanos;
  }
}
