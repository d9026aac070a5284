package dev.traversion.replay.cut;

import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.cut.PairJoin.Seen;
import dev.traversion.replay.cut.SkewEstimator.Edge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Gathers what pairs of calls say of clocks, window by window, and tells what follows. Holds so
 * many windows at most; what comes late for one that was forgotten is judged with what had been
 * written of it. Not thread-safe.
 */
final class WindowPairs {
  /** The least and the most that a clock may be corrected by. */
  private record Offsets(long least, long most) {}

  private final int mostWindows;
  private final KnownWindows rows;
  private final NavigableMap<Long, Map<Edge, PairBounds>> windows = new TreeMap<>();
  private final SortedSet<Long> dirty = new TreeSet<>();

  /**
   * @param rows what had been found before
   */
  WindowPairs(int mostWindows, KnownWindows rows) {
    this.mostWindows = mostWindows;
    this.rows = rows;
  }

  void add(Seen cause, Seen effect) {
    long highest = ServiceClock.minus(effect.startNanos(), cause.startNanos());
    boolean within = cause.service().equals(effect.service());
    if (within && highest >= 0) {
      return; // one clock, in order: it says nothing
    }
    long lowest = -SkewEstimator.UNBOUNDED;
    if (!within && effect.isWaitedFor(cause)) {
      long ends = ServiceClock.minus(effect.endNanos(), cause.endNanos());
      // Longer than the call that waits for it: the caller gave up, or it went on by itself.
      lowest = ends <= highest ? ends : lowest;
    }
    if (Math.abs(highest) >= SkewEstimator.UNBOUNDED) {
      return;
    }
    long window = ServiceClock.windowOf(effect.startNanos());
    windows
        .computeIfAbsent(window, _ -> new HashMap<>())
        .computeIfAbsent(new Edge(cause.service(), effect.service()), _ -> new PairBounds())
        .add(Math.max(lowest, -SkewEstimator.UNBOUNDED), highest, effect.draw().number());
    dirty.add(window);
  }

  /**
   * What is known now and was not before; to be written before this is asked again.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if what was known before cannot be
   *     read; then nothing has changed
   */
  List<ClockWindow> changes() {
    if (dirty.isEmpty()) {
      return List.of();
    }
    rows.forget(ServiceClock.minus(windows.firstKey(), ServiceClock.WINDOW_NANOS));
    windows.forEach(
        (window, pairs) ->
            services(pairs.keySet()).forEach(service -> rows.fetch(service, window)));
    var touched = new HashMap<ServiceId, NavigableMap<Long, ClockWindow>>();
    for (long window : dirty) {
      estimate(window, touched);
    }
    windows.forEach((window, pairs) -> leads(window, pairs, touched));
    dirty.clear();
    while (windows.size() > mostWindows) {
      windows.pollFirstEntry();
    }
    return touched.values().stream().flatMap(byWindow -> byWindow.values().stream()).toList();
  }

  private void estimate(long window, Map<ServiceId, NavigableMap<Long, ClockWindow>> touched) {
    var pairs = windows.getOrDefault(window, Map.of());
    var before = new HashMap<ServiceId, Long>();
    for (var service : services(pairs.keySet())) {
      rows.knownBefore(service, window)
          .ifPresent(earlier -> before.put(service, earlier.offsetNanos()));
    }
    SkewEstimator.estimate(pairs, before)
        .forEach(
            (service, estimate) -> {
              var had = rows.get(service, window).orElse(null);
              // Fewer pairs than had been seen: others were seen before a restart, or long ago.
              if (had == null || had.pairs() <= estimate.pairs()) {
                put(
                    new ClockWindow(
                        service,
                        window,
                        estimate.offsetNanos(),
                        estimate.uncertaintyNanos(),
                        estimate.pairs(),
                        had == null ? 0 : had.leadNanos()),
                    touched);
              }
            });
  }

  private void leads(
      long window,
      Map<Edge, PairBounds> pairs,
      Map<ServiceId, NavigableMap<Long, ClockWindow>> touched) {
    var leads = new HashMap<ServiceId, Long>();
    var offsets = new HashMap<ServiceId, Offsets>();
    pairs.forEach(
        (edge, bounds) -> {
          var cause = offsets.computeIfAbsent(edge.cause(), service -> around(service, window));
          var effect = offsets.computeIfAbsent(edge.effect(), service -> around(service, window));
          long apart = effect.most() - cause.least();
          leads.merge(edge.effect(), bounds.lead(apart, Clocks.MOST_LEAD_NANOS), Math::max);
        });
    leads.forEach(
        (service, lead) -> {
          var had = rows.get(service, window).orElse(null);
          long known = had == null ? 0 : had.leadNanos();
          if (lead > known) {
            put(
                had == null
                    ? new ClockWindow(service, window, 0, OptionalLong.empty(), 0, lead)
                    : new ClockWindow(
                        service,
                        window,
                        had.offsetNanos(),
                        had.uncertaintyNanos(),
                        had.pairs(),
                        lead),
                touched);
          }
        });
  }

  private void put(ClockWindow row, Map<ServiceId, NavigableMap<Long, ClockWindow>> touched) {
    if (rows.put(row)) {
      touched.computeIfAbsent(row.service(), _ -> new TreeMap<>()).put(row.fromNanos(), row);
    }
  }

  /**
   * What a service's clock may be corrected by in a window: by what is known of it, of its
   * neighbours, and nearest to these; by nothing where nothing is known.
   */
  private Offsets around(ServiceId service, long window) {
    long step = ServiceClock.WINDOW_NANOS;
    var near =
        Stream.of(
            rows.knownBefore(service, window - step),
            rows.get(service, window - step).filter(ClockWindow::isKnown),
            rows.get(service, window).filter(ClockWindow::isKnown),
            rows.get(service, window + step).filter(ClockWindow::isKnown),
            rows.knownAfter(service, window + step));
    var found =
        near.flatMap(Optional::stream).mapToLong(ClockWindow::offsetNanos).summaryStatistics();
    return found.getCount() == 0 ? new Offsets(0, 0) : new Offsets(found.getMin(), found.getMax());
  }

  private static Set<ServiceId> services(Set<Edge> edges) {
    var services = new HashSet<ServiceId>();
    for (var edge : edges) {
      services.add(edge.cause());
      services.add(edge.effect());
    }
    return services;
  }
}
