package dev.traversion.replay.cut;

import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds offsets of clocks that fit what the calls between services say of each two of them.
 *
 * <p>That is a system of difference constraints, {@code offset(b) - offset(a) <= d}: it has a
 * solution if and only if the graph with an edge {@code a -> b} of length {@code d} for each has no
 * negative cycle, and the shortest paths are the tightest bounds that follow (Bellman 1958). The
 * constraints are taken in the order of how many pairs speak for them, and one that contradicts
 * those before it is left out, so that a few false pairs spoil nothing.
 *
 * <p>Only differences can be known. The clock that most others agree with is taken to be right.
 * Then each service keeps the offset 0 if that fits, else the one that it had before if that fits,
 * else it gets the middle of what fits: nothing is corrected that calls do not refute, and nothing
 * wanders with the noise.
 *
 * <p>Cost: for {@code n} services that call each other, {@code n^2} for each constraint.
 */
final class SkewEstimator {
  /** Stands for no bound; far beyond any clock, and small enough to be added up. */
  static final long UNBOUNDED = Long.MAX_VALUE / 8;

  /** Services that are estimated together; what more there are stay unknown. */
  static final int MOST_SERVICES = 256;

  /** From one service to another. */
  record Edge(ServiceId cause, ServiceId effect) {}

  /**
   * @param uncertaintyNanos empty where only one side is bounded
   * @param pairs how many pairs of calls between this service and others were seen
   */
  record Estimate(long offsetNanos, OptionalLong uncertaintyNanos, long pairs) {}

  private record Constraint(int from, int to, long most, long pairs) {}

  private SkewEstimator() {}

  /**
   * Estimates the offsets of all services that the pairs speak of.
   *
   * @param before offsets that they had, which are kept where they fit
   */
  static SortedMap<ServiceId, Estimate> estimate(
      Map<Edge, PairBounds> pairs, Map<ServiceId, Long> before) {
    var services = services(pairs);
    var number = new HashMap<ServiceId, Integer>();
    services.forEach(service -> number.put(service, number.size()));
    var paths = paths(constraints(pairs, number), services.size());
    var counts = new long[services.size()];
    pairs.forEach(
        (edge, bounds) -> {
          var cause = number.get(edge.cause());
          var effect = number.get(edge.effect());
          if (cause != null && effect != null && !cause.equals(effect)) {
            counts[cause] += bounds.pairs();
            counts[effect] += bounds.pairs();
          }
        });
    var estimates = new TreeMap<ServiceId, Estimate>();
    for (var component : components(paths)) {
      int anchor = anchor(component, paths);
      var offsets = assign(component, anchor, paths, services, before);
      for (int service : component) {
        estimates.put(
            services.get(service),
            new Estimate(
                offsets[service],
                ServiceClock.bounded(halfOfWayAndBack(paths, anchor, service)),
                counts[service]));
      }
    }
    return estimates;
  }

  private static List<ServiceId> services(Map<Edge, PairBounds> pairs) {
    var services = new TreeSet<ServiceId>();
    pairs
        .keySet()
        .forEach(
            edge -> {
              if (!edge.cause().equals(edge.effect())) {
                services.add(edge.cause());
                services.add(edge.effect());
              }
            });
    return services.stream().limit(MOST_SERVICES).toList();
  }

  /** Those that most pairs speak for first. */
  private static List<Constraint> constraints(
      Map<Edge, PairBounds> pairs, Map<ServiceId, Integer> number) {
    var constraints = new ArrayList<Constraint>();
    pairs.forEach(
        (edge, bounds) -> {
          var cause = number.get(edge.cause());
          var effect = number.get(edge.effect());
          if (cause == null || effect == null || cause.equals(effect)) {
            return;
          }
          var interval = bounds.interval();
          if (interval.high() < UNBOUNDED) {
            constraints.add(new Constraint(cause, effect, interval.high(), bounds.pairs()));
          }
          if (interval.low() > -UNBOUNDED) {
            constraints.add(new Constraint(effect, cause, -interval.low(), bounds.pairs()));
          }
        });
    constraints.sort(
        Comparator.comparingLong(Constraint::pairs)
            .reversed()
            .thenComparingInt(Constraint::from)
            .thenComparingInt(Constraint::to)
            .thenComparingLong(Constraint::most));
    return constraints;
  }

  /** Shortest paths, brought up to date with each constraint that contradicts none before it. */
  private static long[][] paths(List<Constraint> constraints, int services) {
    var paths = new long[services][services];
    for (int i = 0; i < services; i++) {
      Arrays.fill(paths[i], UNBOUNDED);
      paths[i][i] = 0;
    }
    for (var constraint : constraints) {
      int a = constraint.from();
      int b = constraint.to();
      boolean contradicts = paths[b][a] < UNBOUNDED && constraint.most() + paths[b][a] < 0;
      if (contradicts || constraint.most() >= paths[a][b]) {
        continue;
      }
      for (int i = 0; i < services; i++) {
        if (paths[i][a] >= UNBOUNDED) {
          continue;
        }
        for (int j = 0; j < services; j++) {
          if (paths[b][j] < UNBOUNDED) {
            paths[i][j] = Math.min(paths[i][j], paths[i][a] + constraint.most() + paths[b][j]);
          }
        }
      }
    }
    return paths;
  }

  /** Services that are bound to each other, on either side. */
  private static List<List<Integer>> components(long[][] paths) {
    var components = new ArrayList<List<Integer>>();
    var seen = new boolean[paths.length];
    for (int start = 0; start < paths.length; start++) {
      if (seen[start]) {
        continue;
      }
      var component = new ArrayList<>(List.of(start));
      seen[start] = true;
      for (int i = 0; i < component.size(); i++) {
        int at = component.get(i);
        for (int other = 0; other < paths.length; other++) {
          if (!seen[other] && (paths[at][other] < UNBOUNDED || paths[other][at] < UNBOUNDED)) {
            seen[other] = true;
            component.add(other);
          }
        }
      }
      component.sort(Comparator.naturalOrder());
      components.add(component);
    }
    return components;
  }

  /**
   * The service whose clock fits, as it is, those of the most others; the first by name of these.
   */
  private static int anchor(List<Integer> component, long[][] paths) {
    int best = -1;
    int anchor = component.getFirst();
    for (int candidate : component) {
      int agreeing = 0;
      for (int other : component) {
        agreeing += paths[candidate][other] >= 0 && paths[other][candidate] >= 0 ? 1 : 0;
      }
      if (agreeing > best) {
        best = agreeing;
        anchor = candidate;
      }
    }
    return anchor;
  }

  /**
   * Gives one service after the other an offset that fits all those given before. Since the bounds
   * are shortest paths, one can always be found.
   */
  private static long[] assign(
      List<Integer> component,
      int anchor,
      long[][] paths,
      List<ServiceId> services,
      Map<ServiceId, Long> before) {
    var order = new ArrayList<>(component);
    order.sort(
        Comparator.<Integer>comparingInt(service -> service == anchor ? 0 : 1)
            .thenComparingInt(
                service -> paths[anchor][service] >= 0 && paths[service][anchor] >= 0 ? 0 : 1)
            .thenComparing(Comparator.naturalOrder()));
    var offsets = new long[services.size()];
    for (int i = 0; i < order.size(); i++) {
      int service = order.get(i);
      long low = -UNBOUNDED;
      long high = UNBOUNDED;
      for (int other : order.subList(0, i)) {
        if (paths[service][other] < UNBOUNDED) {
          low = Math.max(low, offsets[other] - paths[service][other]);
        }
        if (paths[other][service] < UNBOUNDED) {
          high = Math.min(high, offsets[other] + paths[other][service]);
        }
      }
      long had = before.getOrDefault(services.get(service), 0L);
      offsets[service] = fitting(low, high, service == anchor ? 0 : had);
    }
    return offsets;
  }

  private static long fitting(long low, long high, long had) {
    if (low <= 0 && high >= 0) {
      return 0;
    }
    if (low <= had && high >= had) {
      return had;
    }
    if (low <= -UNBOUNDED) {
      return high;
    }
    return high >= UNBOUNDED ? low : low + (high - low) / 2;
  }

  private static long halfOfWayAndBack(long[][] paths, int anchor, int service) {
    return paths[anchor][service] >= UNBOUNDED || paths[service][anchor] >= UNBOUNDED
        ? UNBOUNDED
        : (paths[anchor][service] + paths[service][anchor] + 1) / 2;
  }
}
