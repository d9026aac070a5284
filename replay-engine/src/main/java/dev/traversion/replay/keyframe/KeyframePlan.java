package dev.traversion.replay.keyframe;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.LastWrite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What keyframes say of a mirror at an instant, and which frames they say nothing of. Methods that
 * read throw {@link UnusableKeyframeException}: then another plan has to be made.
 *
 * @param later keyframes of the same mirror that go on from these and hold nothing by the instant,
 *     but something by a later one that the same full keyframe serves
 * @param covered frames above this number are in no keyframe
 * @param unread numbers up to {@code covered} that are in none of these keyframes either
 */
public record KeyframePlan(
    List<StoredKeyframe> keyframes,
    List<StoredKeyframe> later,
    long covered,
    SequenceRanges unread) {
  private static final KeyframePlan NONE =
      new KeyframePlan(List.of(), List.of(), 0, SequenceRanges.none());

  /** A frame in which there may be calls of an instant. */
  public record FrameOfCalls(long sequenceNr, int bytes) {}

  public static KeyframePlan none() {
    return NONE;
  }

  /** The last write of an entity by an instant; each keyframe's own, the last of all wins. */
  public Optional<EntityState> entity(EntityRef entity, long atNanos) {
    Optional<EntityState> last = Optional.empty();
    for (var keyframe : keyframes) {
      var found = keyframe.entity(entity, atNanos);
      if (found.isPresent()) {
        last = Optional.of(last.isEmpty() ? found.get() : later(last.get(), found.get()));
      }
    }
    return last;
  }

  /** Adds the settings and versions by the fold's instant, and the calls that are held then. */
  public void addAllButEntities(Fold fold) {
    for (var keyframe : keyframes) {
      var writes =
          keyframe.entries(
              EntryKey.section(EntryKey.SETTINGS), EntryKey.section(EntryKey.CALLS), true);
      new LastWrites(writes, fold.atNanos()).forEachRemaining(entry -> add(entry, fold));
    }
    calls(fold.atNanos(), fold.windowNanos())
        .forEach(
            entry -> {
              if (!EntryKey.isFrame(entry.key())) {
                fold.put(EntryValue.call(entry));
              }
            });
  }

  /** Frames in which there may be calls that are held at an instant. */
  public List<FrameOfCalls> framesOfCalls(long atNanos, long windowNanos) {
    return calls(atNanos, windowNanos).stream()
        .filter(entry -> EntryKey.isFrame(entry.key()))
        .map(
            entry ->
                new FrameOfCalls(EntryKey.frameNumber(entry.key()), EntryValue.frameBytes(entry)))
        .distinct()
        .toList();
  }

  private List<Entry> calls(long atNanos, long windowNanos) {
    var held = new ArrayList<Entry>();
    for (var keyframe : keyframes) {
      if (keyframe.summary().latestEndNanos() <= Fold.windowStart(atNanos, windowNanos)) {
        continue;
      }
      for (var length : LengthClass.values()) {
        if (keyframe.summary().holds(length)) {
          var below = EntryKey.endingAfter(length, length.latestEnd(atNanos));
          keyframe
              .entries(length.heldFrom(atNanos, windowNanos), below, true)
              .forEachRemaining(
                  entry -> {
                    if (EntryKey.startNanos(entry.key()) <= atNanos) {
                      held.add(entry);
                    }
                  });
        }
      }
    }
    return held;
  }

  /**
   * The entities by an instant in order, tombstones included.
   *
   * @param after only those that come after this one
   * @param type only those of this type
   */
  public Iterator<EntityState> entities(
      long atNanos, Optional<EntityRef> after, Optional<String> type) {
    var below =
        type.map(only -> EntryKey.successor(EntryKey.type(only)))
            .orElse(EntryKey.section(EntryKey.END));
    var first = type.map(EntryKey::type).orElse(EntryKey.section(EntryKey.ENTITIES));
    var from = after.map(EntryKey::after).filter(key -> isAbove(key, first)).orElse(first);
    var merged =
        Merge.of(
            keyframes.stream()
                .filter(keyframe -> keyframe.summary().entityEntries() > 0)
                .map(keyframe -> keyframe.entries(from, below, true))
                .toList());
    var last = new LastWrites(merged, atNanos);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return last.hasNext();
      }

      @Override
      public EntityState next() {
        return EntryValue.entity(last.next());
      }
    };
  }

  /** How many entities of each type live at an instant, by what these keyframes hold. */
  public SortedMap<String, Long> livingByType(long atNanos) {
    // With those that hold nothing yet: the same counts serve every instant to the next full one.
    var all = Stream.concat(keyframes.stream(), later.stream()).toList();
    return all.isEmpty()
        ? Collections.emptySortedMap()
        : StoredKeyframe.livingCounts(all).at(atNanos);
  }

  private static boolean isAbove(byte[] key, byte[] other) {
    return Arrays.compareUnsigned(key, other) > 0;
  }

  static EntityState later(EntityState one, EntityState other) {
    return LastWrite.ofEntities(one, other);
  }

  private static void add(Entry entry, Fold fold) {
    if (EntryKey.sectionOf(entry.key()) == EntryKey.SETTINGS) {
      fold.put(EntryValue.setting(entry));
    } else {
      fold.put(EntryValue.version(entry));
    }
  }
}
