package dev.traversion.replay.keyframe;

import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes keyframes of frames, merges keyframes into larger ones, and forgets those that larger ones
 * took the place of. Whatever is interrupted leaves keyframes that are whole, and perhaps one that
 * is not: that one is cleared away later.
 *
 * <p>Tiers: of {@code fanOut} neighbours of one tier, one of the next tier is made. Once all that
 * came after the last full keyframe is as large as that, it is merged into one, and that with the
 * full one into the next full one. So each entry is written once a tier and about once more for the
 * full ones, and what a reader goes through for the whole state is at most about three times it.
 */
public final class TierBuilder {
  private static final Logger log = LoggerFactory.getLogger(TierBuilder.class);

  /** The most ranges of uncovered numbers that a keyframe is made with. */
  private static final int MOST_UNCOVERED = 1_000;

  /** So many merges of one mirror are done before it is another mirror's turn. */
  private static final int MOST_MERGES = 64;

  private final Keyframes keyframes;
  private final KeyframePolicy policy;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Set<KeyframeId> underWay = ConcurrentHashMap.newKeySet();

  public TierBuilder(Keyframes keyframes, KeyframePolicy policy) {
    this.keyframes = keyframes;
    this.policy = policy;
  }

  /** Reads frames for a keyframe. */
  @FunctionalInterface
  public interface FrameSource {
    /**
     * The entries of frames.
     *
     * @param wanted numbers, of which those that cannot be read are left out
     */
    FromFrames read(SequenceRanges wanted);
  }

  /**
   * What frames gave.
   *
   * @param sorted entries by key, each key once
   * @param uncovered numbers that could not be read, or not wholly
   */
  public record FromFrames(List<Entry> sorted, SequenceRanges uncovered) {}

  /** Takes the entries of frames, in any order and several at once. Thread-safe. */
  public static final class Gathering implements Consumer<Entry> {
    private final ConcurrentSkipListMap<byte[], Entry> entries =
        new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

    @Override
    public void accept(Entry entry) {
      entries.merge(entry.key(), entry, EntryValue::winner);
    }

    public FromFrames finish(SequenceRanges uncovered) {
      return new FromFrames(List.copyOf(entries.values()), uncovered);
    }
  }

  /** Reads anew which keyframes there are, and clears away those that are of no use. */
  public void tidy(MirrorId mirror) {
    var store = keyframes.store();
    var shelf = keyframes.refresh(mirror);
    for (var left : store.unfinished(mirror)) {
      if (!underWay.contains(left)) {
        store.delete(left);
      }
    }
    for (var listed : store.list(mirror)) {
      if (keyframes.isCondemned(listed.id())) {
        store.delete(listed.id());
      }
    }
    for (var keyframe : shelf.all()) {
      if (isReplaced(keyframe, shelf)) {
        store.delete(keyframe.id());
      }
    }
    keyframes.refresh(mirror);
  }

  private static boolean isReplaced(StoredKeyframe keyframe, Shelf shelf) {
    var id = keyframe.id();
    if (keyframe.isFull()) {
      return shelf.all().stream()
          .map(StoredKeyframe::id)
          .anyMatch(
              other ->
                  other.build() > id.build()
                      && other.upTo() == id.upTo()
                      && other.horizonNanos() == id.horizonNanos());
    }
    return shelf.chain().stream()
        .map(StoredKeyframe::id)
        .anyMatch(
            other -> !other.equals(id) && other.after() <= id.after() && other.upTo() >= id.upTo());
  }

  /** The last frame that a keyframe covers; 0 if there is none. */
  public long covered(MirrorId mirror) {
    return keyframes.shelf(mirror).covered();
  }

  /** Numbers below that which no keyframe covers: those that did are lost. */
  public SequenceRanges holes(MirrorId mirror) {
    return keyframes.shelf(mirror).holes();
  }

  /**
   * Writes a keyframe of some neighbouring frames.
   *
   * @param newestNanos how far the service's clock had come
   */
  public Optional<KeyframeId> ofFrames(
      MirrorId mirror, long after, long upTo, long newestNanos, FrameSource frames) {
    var wanted = new SequenceRanges.Builder();
    wanted.add(after + 1, upTo);
    var read = frames.read(wanted.build());
    var about = new KeyframeWriter.About(0, Long.MAX_VALUE, newestNanos, read.uncovered);
    return write(
        new KeyframeId(mirror, after, upTo, Long.MIN_VALUE, random.nextLong()),
        about,
        read.sorted.iterator());
  }

  /** Does what merging is due. */
  public List<KeyframeId> merge(MirrorId mirror, FrameSource frames) {
    var done = new ArrayList<KeyframeId>();
    try {
      var merged = mergeOnce(mirror, frames);
      while (merged.isPresent() && done.size() < MOST_MERGES) {
        done.add(merged.get());
        keyframes.refresh(mirror);
        merged = mergeOnce(mirror, frames);
      }
    } catch (UnusableKeyframeException e) {
      keyframes.condemn(e); // its frames are read again
    }
    return done;
  }

  private Optional<KeyframeId> mergeOnce(MirrorId mirror, FrameSource frames) {
    var shelf = keyframes.shelf(mirror);
    var full = shelf.lastFull();
    long from = full == null ? 0 : full.id().upTo();
    var live = shelf.chain().stream().filter(keyframe -> keyframe.id().upTo() > from).toList();
    if (live.isEmpty() || !isUnbroken(live, from)) {
      return Optional.empty();
    }
    long bytes = live.stream().mapToLong(keyframe -> keyframe.summary().bytes()).sum();
    long due = Math.max(policy.fullBytes(), full == null ? 0 : full.summary().bytes());
    if (bytes >= due) {
      return live.size() > 1
          ? mergeChain(mirror, live, frames)
          : full(mirror, full, live.getFirst(), horizon(full, live.getFirst()), frames);
    }
    var run = new ArrayList<StoredKeyframe>();
    for (var keyframe : live) {
      if (!run.isEmpty() && run.getLast().summary().tier() != keyframe.summary().tier()) {
        run.clear();
      }
      run.add(keyframe);
      if (run.size() == policy.fanOut()) {
        return mergeChain(mirror, run, frames);
      }
    }
    return Optional.empty();
  }

  private static boolean isUnbroken(List<StoredKeyframe> live, long from) {
    long covered = from;
    for (var keyframe : live) {
      if (keyframe.id().after() > covered) {
        return false;
      }
      covered = keyframe.id().upTo();
    }
    return true;
  }

  private Optional<KeyframeId> mergeChain(
      MirrorId mirror, List<StoredKeyframe> neighbours, FrameSource frames) {
    int tier = neighbours.stream().mapToInt(keyframe -> keyframe.summary().tier()).max().orElse(0);
    var id =
        new KeyframeId(
            mirror,
            neighbours.getFirst().id().after(),
            neighbours.getLast().id().upTo(),
            Long.MIN_VALUE,
            random.nextLong());
    return merge(id, tier + 1, Long.MAX_VALUE, neighbours, frames);
  }

  private Optional<KeyframeId> full(
      MirrorId mirror,
      @Nullable StoredKeyframe before,
      StoredKeyframe since,
      long horizonNanos,
      FrameSource frames) {
    var id = new KeyframeId(mirror, 0, since.id().upTo(), horizonNanos, random.nextLong());
    var sources = before == null ? List.of(since) : List.of(before, since);
    return merge(id, since.summary().tier() + 1, keyframes.windowNanos(), sources, frames);
  }

  /** Never before that of the last full one, which has forgotten what came before its own. */
  private long horizon(@Nullable StoredKeyframe before, StoredKeyframe since) {
    long newest = since.summary().newestNanos();
    long horizon = newest - policy.lag().toNanos();
    long sane = horizon > newest ? Long.MIN_VALUE + 1 : horizon;
    return Math.max(
        Math.max(sane, Long.MIN_VALUE + 1),
        before == null ? Long.MIN_VALUE + 1 : before.id().horizonNanos());
  }

  private Optional<KeyframeId> merge(
      KeyframeId id, int tier, long windowNanos, List<StoredKeyframe> sources, FrameSource frames) {
    var sorted = new ArrayList<Iterator<Entry>>();
    sources.forEach(source -> sorted.add(source.all()));
    var uncovered =
        SequenceRanges.union(sources.stream().map(source -> source.summary().uncovered()).toList());
    if (!uncovered.isEmpty()) {
      // What could not be read then may have been repaired since.
      var read = frames.read(uncovered);
      sorted.add(read.sorted.iterator());
      uncovered = read.uncovered;
    }
    long newest = sources.getLast().summary().newestNanos();
    return write(
        id,
        new KeyframeWriter.About(tier, windowNanos, newest, uncovered),
        Merge.since(id.horizonNanos(), keyframes.windowNanos(), Merge.of(sorted)));
  }

  private Optional<KeyframeId> write(
      KeyframeId id, KeyframeWriter.About about, Iterator<Entry> entries) {
    if (about.uncovered().ranges().size() > MOST_UNCOVERED) {
      log.warn("No keyframe of {}: too many of its frames are missing", id.mirror().entityId());
      return Optional.empty();
    }
    underWay.add(id);
    try {
      KeyframeWriter.write(keyframes.store(), id, policy, about, entries);
      return Optional.of(id);
    } finally {
      underWay.remove(id);
    }
  }
}
