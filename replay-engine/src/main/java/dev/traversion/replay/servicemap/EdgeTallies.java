package dev.traversion.replay.servicemap;

import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.servicemap.ServiceMap.Bounds;
import dev.traversion.replay.servicemap.ServiceMap.Edge;
import dev.traversion.replay.servicemap.ServiceMap.ServiceNode;
import dev.traversion.replay.servicemap.ServiceMap.Standing;
import dev.traversion.replay.servicemap.ServiceMap.Via;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Counts what travels along each edge, and draws the map of it. */
final class EdgeTallies {
  private static final Comparator<Edge> BY_ENDS =
      Comparator.<Edge, String>comparing(edge -> edge.from().id())
          .thenComparing(edge -> edge.to().id())
          .thenComparing(Edge::via);

  private final Map<Ends, Tally> tallies = new HashMap<>();

  private record Ends(ServiceId from, Party to, Via via) {}

  /** What travelled along one edge. */
  static final class Tally {
    private final Traffic.Tally calls = new Traffic.Tally();
    private boolean observed;
    private long inferredCalls;
    private long inFlight;

    void add(SeenCall call, boolean wasObserved) {
      calls.add(call);
      observed |= wasObserved;
      inferredCalls += wasObserved ? 0 : 1;
    }

    void addInFlight(boolean wasObserved) {
      inFlight++;
      observed |= wasObserved;
    }
  }

  Tally of(ServiceId from, Party to, Via via) {
    return tallies.computeIfAbsent(new Ends(from, to, via), _ -> new Tally());
  }

  /** The map of these edges and all services, but for what goes beyond the bounds. */
  ServiceMap map(
      long atNanos,
      long windowNanos,
      List<ServiceNode> nodes,
      Bounds bounds,
      boolean callsLeftOut) {
    var edges = edges();
    var callsTo = new HashMap<Party.Outside, Long>();
    for (var edge : edges) {
      if (edge.to() instanceof Party.Outside outside) {
        callsTo.merge(outside, weight(edge), Long::sum);
      }
    }
    var services =
        busiest(
            nodes,
            bounds.services(),
            node -> node.traffic().calls(),
            Comparator.comparing(ServiceNode::service));
    var outsides =
        busiest(
            List.copyOf(callsTo.keySet()),
            bounds.outsides(),
            outside -> callsTo.getOrDefault(outside, 0L),
            Comparator.comparing(Party.Outside::id));
    var shown = new HashSet<Party>(outsides);
    services.forEach(node -> shown.add(new Party.Recorded(node.service())));
    var between =
        edges.stream().filter(e -> shown.contains(e.from()) && shown.contains(e.to())).toList();
    return new ServiceMap(
        atNanos,
        windowNanos,
        services,
        nodes.size(),
        outsides,
        callsTo.size(),
        busiest(between, bounds.edges(), EdgeTallies::weight, BY_ENDS),
        edges.size(),
        callsLeftOut);
  }

  private List<Edge> edges() {
    var edges = new ArrayList<Edge>(tallies.size());
    tallies.forEach(
        (ends, tally) -> {
          if (!tally.calls.isEmpty() || tally.inFlight > 0) {
            edges.add(
                new Edge(
                    new Party.Recorded(ends.from),
                    ends.to,
                    ends.via,
                    tally.observed ? Standing.OBSERVED : Standing.INFERRED,
                    tally.calls.traffic(),
                    tally.inferredCalls,
                    tally.inFlight));
          }
        });
    return edges;
  }

  private static long weight(Edge edge) {
    return edge.traffic().calls() + edge.inFlight();
  }

  /**
   * The {@code most} of most weight, in {@code order}, which also decides between equal weights.
   */
  private static <T> List<T> busiest(
      List<T> items, int most, Function<T, Long> weight, Comparator<T> order) {
    if (items.size() <= most) {
      return items.stream().sorted(order).toList();
    }
    return items.stream()
        .sorted(Comparator.comparing(weight).reversed().thenComparing(order))
        .limit(most)
        .sorted(order)
        .toList();
  }
}
