package dev.traversion.replay.cut;

import dev.traversion.journal.ClockWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Maps the clock of one service to the common time line and back, as some windows tell it.
 * Immutable; a lookup is a binary search.
 *
 * <p>Between the middles of two windows the offset goes over in a straight line where the two
 * estimates could be of one clock that drifts, and jumps where they could not: then the clock was
 * set. A clock that was set forward would have the time line go back; instead it stands still until
 * it is caught up with. So the map never decreases, in either direction: what came later by the
 * service's clock never comes earlier on the common time line.
 */
final class ServiceClock {
  /** How long the windows are that offsets are estimated in. */
  public static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  /** How far around an instant what comes before its cause is looked for, in windows. */
  private static final int LEAD_WINDOWS = 3;

  private static final int BYTES = 256;
  private static final int BYTES_PER_STRETCH = 64;

  private static final ServiceClock UNKNOWN = new ServiceClock(List.of(), List.of());

  /**
   * A stretch in which the offset is constant or goes over in a straight line.
   *
   * @param from first instant of it, by the service's clock
   * @param until first instant after it
   * @param floor where the common time line has come before it
   */
  private record Stretch(long from, long until, long startOffset, long endOffset, long floor) {
    long offset(long local) {
      if (startOffset == endOffset) {
        return startOffset;
      }
      double part = (double) (local - from) / (double) (until - from);
      return startOffset + Math.round((endOffset - startOffset) * part);
    }

    long common(long local) {
      return Math.max(floor, minus(local, offset(local)));
    }
  }

  /** Of each window whose offset is known; ascending. */
  private final long[] knownFrom;

  /** How far that offset may be off; {@link SkewEstimator#UNBOUNDED} where there is no bound. */
  private final long[] uncertainty;

  private final long[] pairs;

  /** Of each window in which something comes before its cause; ascending. */
  private final long[] leadingFrom;

  private final long[] leads;
  private final List<Stretch> stretches;
  private final boolean identity;

  private ServiceClock(List<ClockWindow> known, List<ClockWindow> leading) {
    this.knownFrom = column(known, ClockWindow::fromNanos);
    this.uncertainty =
        column(known, window -> window.uncertaintyNanos().orElse(SkewEstimator.UNBOUNDED));
    this.pairs = column(known, ClockWindow::pairs);
    this.leadingFrom = column(leading, ClockWindow::fromNanos);
    this.leads = column(leading, ClockWindow::leadNanos);
    this.identity = known.stream().allMatch(window -> window.offsetNanos() == 0);
    this.stretches = identity ? List.of() : stretches(known);
  }

  private static long[] column(List<ClockWindow> windows, ToLongFunction<ClockWindow> value) {
    return windows.stream().mapToLong(value).toArray();
  }

  /** A clock that nothing is known of. */
  public static ServiceClock unknown() {
    return UNKNOWN;
  }

  /**
   * @param windows of one service, ascending
   */
  public static ServiceClock of(List<ClockWindow> windows) {
    return windows.isEmpty()
        ? UNKNOWN
        : new ServiceClock(
            windows.stream().filter(ClockWindow::isKnown).toList(),
            windows.stream().filter(window -> window.leadNanos() > 0).toList());
  }

  /** The window that an instant of the service's clock is in. */
  static long windowOf(long localNanos) {
    return localNanos - Math.floorMod(localNanos, WINDOW_NANOS);
  }

  /** The instant of the common time line at which the service's clock said so. */
  public long toCommon(long localNanos) {
    return identity ? localNanos : stretches.get(stretchOf(localNanos)).common(localNanos);
  }

  /** The last that the service's clock said by an instant of the common time line. */
  public long toLocal(long commonNanos) {
    if (identity) {
      return commonNanos;
    }
    int low = 0;
    int high = stretches.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      var stretch = stretches.get(middle);
      if (stretch.common(stretch.from()) <= commonNanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return lastBy(stretches.get(low), commonNanos);
  }

  /** How the clock stood at an instant of the common time line. */
  public ClockReading reading(long commonNanos) {
    if (knownFrom.length == 0) {
      return ClockReading.unknown(commonNanos);
    }
    long local = toLocal(commonNanos);
    int nearest = nearest(local);
    long offset = identity ? 0 : stretches.get(stretchOf(local)).offset(local);
    return new ClockReading(local, offset, bounded(uncertainty[nearest]), pairs[nearest]);
  }

  /**
   * By how much something in the service may come before its cause around an instant of the common
   * time line.
   */
  public long leadAround(long commonNanos) {
    if (leadingFrom.length == 0) {
      return 0;
    }
    long local = toLocal(commonNanos);
    long reach = LEAD_WINDOWS * WINDOW_NANOS;
    long lead = 0;
    int low = 0;
    int high = leadingFrom.length;
    long from = minus(local, reach);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (leadingFrom[middle] < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < leadingFrom.length && minus(leadingFrom[i], reach) <= local; i++) {
      lead = Math.max(lead, leads[i]);
    }
    return lead;
  }

  private static long lastBy(Stretch stretch, long commonNanos) {
    long low = stretch.from();
    long high = stretch.until() == Long.MAX_VALUE ? Long.MAX_VALUE : stretch.until() - 1;
    while (low < high) {
      long middle = low + ((high - low) >>> 1) + ((high - low) & 1);
      if (stretch.common(middle) <= commonNanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private int stretchOf(long local) {
    int low = 0;
    int high = stretches.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (stretches.get(middle).from() <= local) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private int nearest(long local) {
    int low = 0;
    int high = knownFrom.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (plus(knownFrom[middle], WINDOW_NANOS) <= local) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean earlierIsNearer =
        low > 0 && minus(local, knownFrom[low - 1] + WINDOW_NANOS) < minus(knownFrom[low], local);
    return earlierIsNearer ? low - 1 : low;
  }

  private static List<Stretch> stretches(List<ClockWindow> known) {
    var stretches = new ArrayList<Stretch>();
    long from = Long.MIN_VALUE;
    long floor = Long.MIN_VALUE;
    for (int i = 0; i < known.size(); i++) {
      var window = known.get(i);
      long offset = window.offsetNanos();
      long middle = window.fromNanos() + WINDOW_NANOS / 2;
      if (i + 1 == known.size()) {
        stretches.add(new Stretch(from, Long.MAX_VALUE, offset, offset, floor));
        break;
      }
      var next = known.get(i + 1);
      long nextMiddle = next.fromNanos() + WINDOW_NANOS / 2;
      if (next.offsetNanos() == offset) {
        continue; // one stretch goes on
      }
      boolean drifts = drifts(window, next);
      long until = drifts ? middle : set(window, next);
      if (until > from) {
        floor = add(stretches, new Stretch(from, until, offset, offset, floor));
      }
      from = until;
      if (drifts) {
        floor = add(stretches, new Stretch(from, nextMiddle, offset, next.offsetNanos(), floor));
        from = nextMiddle;
      }
    }
    return List.copyOf(stretches);
  }

  /**
   * When a clock was set between two windows: half-way, unless it was set forward by so much that
   * the common time line would then still stand when the second begins.
   */
  private static long set(ClockWindow window, ClockWindow next) {
    long halfWindow = WINDOW_NANOS / 2;
    long halfWay = window.fromNanos() + halfWindow + (next.fromNanos() - window.fromNanos()) / 2;
    long forward = minus(next.offsetNanos(), window.offsetNanos());
    return forward <= 0
        ? halfWay
        : Math.clamp(minus(next.fromNanos(), forward), window.fromNanos() + halfWindow, halfWay);
  }

  /** Adds a stretch, and tells where the common time line has come at its end. */
  private static long add(List<Stretch> stretches, Stretch stretch) {
    stretches.add(stretch);
    return stretch.common(stretch.until() - 1);
  }

  private static boolean drifts(ClockWindow one, ClockWindow other) {
    long difference = Math.abs(other.offsetNanos() - one.offsetNanos());
    return one.uncertaintyNanos().isPresent()
        && other.uncertaintyNanos().isPresent()
        && difference
            <= plus(one.uncertaintyNanos().getAsLong(), other.uncertaintyNanos().getAsLong())
        && difference < other.fromNanos() - one.fromNanos();
  }

  static long minus(long one, long other) {
    long difference = one - other;
    boolean overflows = ((one ^ other) & (one ^ difference)) < 0;
    return overflows ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
  }

  static long plus(long one, long other) {
    long sum = one + other;
    boolean overflows = ((one ^ sum) & (other ^ sum)) < 0;
    return overflows ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /** Bytes held, roughly. */
  int weight() {
    return BYTES
        + Long.BYTES * (3 * knownFrom.length + 2 * leadingFrom.length)
        + BYTES_PER_STRETCH * stretches.size();
  }

  static OptionalLong bounded(long nanos) {
    return nanos >= SkewEstimator.UNBOUNDED ? OptionalLong.empty() : OptionalLong.of(nanos);
  }
}
