package dev.traversion.replay.keyframe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How many entities of each type live, at every instant that some keyframes answer for. The writes
 * are gone through once; an instant then takes two binary searches a type. Immutable.
 */
final class LivingCounts {
  private static final int BYTES_PER_TYPE = 160;

  /**
   * When entities of one type came to life, and when they ceased to live.
   *
   * @param births ascending
   * @param deaths ascending
   */
  private record Lives(long[] births, long[] deaths) {
    long at(long nanos) {
      return countBy(births, nanos) - countBy(deaths, nanos);
    }

    int weight() {
      return BYTES_PER_TYPE + (births.length + deaths.length) * Long.BYTES;
    }
  }

  private final SortedMap<String, Lives> types;

  private LivingCounts(SortedMap<String, Lives> types) {
    this.types = types;
  }

  /**
   * Counts.
   *
   * @param writes of entities, in order of their keys: of one entity the latest first
   */
  static LivingCounts of(Iterator<Entry> writes) {
    var gathering = new Gathering();
    @Nullable Entry latest = null;
    var ofOne = new ArrayList<Entry>();
    while (writes.hasNext()) {
      var write = writes.next();
      if (latest != null && !EntryKey.sameThing(latest.key(), write.key())) {
        gathering.add(ofOne);
        ofOne.clear();
      }
      latest = write;
      ofOne.add(write);
    }
    gathering.add(ofOne);
    return new LivingCounts(gathering.finish());
  }

  /** How many live at an instant; types of which none does are left out. */
  SortedMap<String, Long> at(long nanos) {
    var living = new TreeMap<String, Long>();
    types.forEach(
        (type, lives) -> {
          long count = lives.at(nanos);
          if (count > 0) {
            living.put(type, count);
          }
        });
    return living;
  }

  /** Bytes held, roughly. */
  int weight() {
    return types.values().stream().mapToInt(Lives::weight).sum();
  }

  /** How many of some ascending instants are not later than one. */
  private static long countBy(long[] ascending, long nanos) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static final class Gathering {
    private final SortedMap<String, LongStream.Builder> births = new TreeMap<>();
    private final SortedMap<String, LongStream.Builder> deaths = new TreeMap<>();

    /** Takes the writes of one entity, the latest first. */
    void add(List<Entry> writes) {
      boolean lives = false;
      for (int i = writes.size() - 1; i >= 0; i--) {
        var write = writes.get(i);
        boolean livesThen = !EntryValue.isDeletion(write);
        if (livesThen != lives) {
          var type = EntryKey.name(write.key()); // the first text: the type
          (livesThen ? births : deaths)
              .computeIfAbsent(type, _ -> LongStream.builder())
              .add(EntryKey.occurredAt(write.key()));
          lives = livesThen;
        }
      }
    }

    SortedMap<String, Lives> finish() {
      var types = new TreeMap<String, Lives>();
      births.forEach(
          (type, began) -> {
            var ended = deaths.get(type);
            types.put(type, new Lives(sorted(began), ended == null ? new long[0] : sorted(ended)));
          });
      return types;
    }

    private static long[] sorted(LongStream.Builder instants) {
      var ascending = instants.build().toArray();
      Arrays.sort(ascending);
      return ascending;
    }
  }
}
