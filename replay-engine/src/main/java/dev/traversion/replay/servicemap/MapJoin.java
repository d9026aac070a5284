package dev.traversion.replay.servicemap;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.servicemap.ServiceMap.Bounds;
import dev.traversion.replay.servicemap.ServiceMap.ServiceNode;
import dev.traversion.replay.servicemap.ServiceMap.Via;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins calls into a map. The result depends on the set of calls alone, not on their order, nor on
 * how often each came. Not thread-safe.
 *
 * <p>An inbound call was caused by the outbound call that is its parent, by the parent itself when
 * that is a call of another service, and by the outbound calls that it is linked to. The calls that
 * are joined reach a little further back than the window ({@link #REACH_NANOS}), since what a call
 * caused ends before that call does. An outbound call that nothing recorded was caused by is told
 * by its peer: a recorded service of the name it states, or the only service that calls to this
 * address were seen to reach, or something outside.
 *
 * <p>Cost: linear in the calls, and sorting the durations.
 */
public final class MapJoin {
  /** How long before the window a call may have ended and still be found as cause or effect. */
  static final long REACH_NANOS = Duration.ofSeconds(10).toNanos();

  private final long atNanos;
  private final long windowNanos;
  private final Bounds bounds;
  private final SortedMap<ServiceId, Seen> services = new TreeMap<>();
  private boolean callsLeftOut;

  /** What was seen of one service. */
  private record Seen(String version, long lastOccurredNanos, Map<SpanContext, SeenCall> calls) {}

  /** A call and whose it is. */
  private record Located(ServiceId service, SeenCall call) {}

  /**
   * @param windowNanos positive
   */
  public MapJoin(long atNanos, long windowNanos, Bounds bounds) {
    this.atNanos = atNanos;
    this.windowNanos = windowNanos;
    this.bounds = bounds;
  }

  /** How far back calls matter; see {@link Fold#isHeld}. */
  public static long reachNanos(long windowNanos) {
    long reach = windowNanos + REACH_NANOS;
    return reach < 0 ? Long.MAX_VALUE : reach;
  }

  /**
   * Puts a service on the map.
   *
   * @param version empty when not known
   */
  public void add(ServiceId service, String version, long lastOccurredNanos) {
    services.put(service, new Seen(version, lastOccurredNanos, new HashMap<>()));
  }

  /** Takes a call of a service that is on the map. */
  public void add(ServiceId service, SeenCall call) {
    var seen = services.get(service);
    if (seen == null) {
      throw new IllegalArgumentException("not on the map: " + service);
    }
    if (Fold.isHeld(call.startNanos(), call.endNanos(), atNanos, reachNanos(windowNanos))) {
      seen.calls.merge(
          call.context(),
          call,
          (one, other) -> SeenCall.LAST.compare(one, other) >= 0 ? one : other);
    }
  }

  /** Says that calls were left out. */
  public void leftOutCalls() {
    callsLeftOut = true;
  }

  /** The map of all that was taken. */
  public ServiceMap join() {
    var edges = new EdgeTallies();
    var entries = new HashMap<ServiceId, Traffic.Tally>();
    var causes = causes(edges, entries);
    outbound(causes, edges);
    var nodes =
        services.entrySet().stream()
            .map(entry -> node(entry.getKey(), entry.getValue(), entries.get(entry.getKey())))
            .toList();
    return edges.map(atNanos, windowNanos, nodes, bounds, callsLeftOut);
  }

  /**
   * Outbound calls that are known to have caused something. Calls are told apart by identity: each
   * is held once, and two services may have recorded equal ones.
   *
   * @param reached the services that recorded what a call caused
   * @param wrappers outer layers of clients: the inner layer tells
   * @param at the services that calls to an address reached
   */
  private record Causes(
      Map<SeenCall, Set<ServiceId>> reached,
      Set<SeenCall> wrappers,
      Map<String, Set<ServiceId>> at) {

    Causes() {
      this(
          new IdentityHashMap<>(),
          Collections.newSetFromMap(new IdentityHashMap<>()),
          new HashMap<>());
    }

    void reached(SeenCall outbound, ServiceId service) {
      reached.computeIfAbsent(outbound, _ -> new LinkedHashSet<>(2)).add(service);
      var peer = outbound.peer();
      if (peer.kind() == Party.Outside.Kind.HOST && !peer.address().isEmpty()) {
        at.computeIfAbsent(peer.address(), _ -> new HashSet<>(2)).add(service);
      }
    }
  }

  /** Finds what caused each call, and tallies what needs no outbound call to be told. */
  private Causes causes(EdgeTallies edges, Map<ServiceId, Traffic.Tally> entries) {
    var causes = new Causes();
    var bySpan = bySpan();
    services.forEach(
        (service, seen) ->
            seen.calls
                .values()
                .forEach(
                    call -> {
                      var parent = call.parent().isNone() ? null : bySpan.get(call.parentContext());
                      if (call.isInbound()) {
                        if (!caused(service, call, parent, bySpan, causes, edges)
                            && endedInWindow(call)) {
                          entries.computeIfAbsent(service, _ -> new Traffic.Tally()).add(call);
                        }
                      } else if (parent != null && isWrapped(service, call, parent)) {
                        causes.wrappers.add(parent.call);
                      }
                    }));
    return causes;
  }

  /** Whether an outbound call is the inner one of two layers of a client. */
  private static boolean isWrapped(ServiceId service, SeenCall call, Located parent) {
    return call.isOutbound() && parent.call.isOutbound() && parent.service.equals(service);
  }

  /** Whether the cause of an inbound call is recorded. */
  private boolean caused(
      ServiceId service,
      SeenCall call,
      @Nullable Located parent,
      Map<SpanContext, Located> bySpan,
      Causes causes,
      EdgeTallies edges) {
    boolean known = false;
    var senders = new LinkedHashSet<ServiceId>(2);
    if (parent != null && parent.call.spanKind() == Call.KIND_CLIENT) {
      causes.reached(parent.call, service);
      known = true;
    } else if (parent != null && parent.call.spanKind() == Call.KIND_PRODUCER) {
      causes.reached(parent.call, service);
      senders.add(parent.service);
    } else if (parent != null && !parent.service.equals(service)) {
      if (call.spanKind() == Call.KIND_CONSUMER) {
        senders.add(parent.service);
      } else {
        tally(edges.of(parent.service, new Party.Recorded(service), Via.CALL), call, true);
        known = true;
      }
    }
    for (var link : call.links()) {
      var sender = bySpan.get(link);
      if (sender != null && sender.call.spanKind() == Call.KIND_PRODUCER) {
        causes.reached(sender.call, service);
        senders.add(sender.service);
      }
    }
    for (var sender : senders) {
      tally(edges.of(sender, new Party.Recorded(service), Via.MESSAGE), call, true);
    }
    return known || !senders.isEmpty();
  }

  /** Tallies outbound calls: whom each reached, or whom it seems to have asked. */
  private void outbound(Causes causes, EdgeTallies edges) {
    services.forEach(
        (service, seen) ->
            seen.calls
                .values()
                .forEach(
                    call -> {
                      if (call.isOutbound() && !causes.wrappers.contains(call)) {
                        outbound(service, call, causes, edges);
                      }
                    }));
  }

  private void outbound(ServiceId service, SeenCall call, Causes causes, EdgeTallies edges) {
    var reached = causes.reached.get(call);
    var via = call.spanKind() == Call.KIND_PRODUCER ? Via.MESSAGE : Via.CALL;
    if (reached == null) {
      inferred(call, causes).ifPresent(to -> tally(edges.of(service, to, via), call, false));
    } else if (via == Via.CALL) {
      reached.forEach(to -> tally(edges.of(service, new Party.Recorded(to), via), call, true));
    }
  }

  /** Leaves a call out that ended before the window: it served to find causes only. */
  private void tally(EdgeTallies.Tally edge, SeenCall call, boolean observed) {
    if (isInFlight(call)) {
      edge.addInFlight(observed);
    } else if (endedInWindow(call)) {
      edge.add(call, observed);
    }
  }

  /** Whom a call seems to have asked of which nothing was recorded. */
  private Optional<Party> inferred(SeenCall call, Causes causes) {
    var peer = call.peer();
    var named = peer.service().isEmpty() ? null : named(peer.service());
    if (named != null) {
      return Optional.of(new Party.Recorded(named));
    }
    var there = causes.at.getOrDefault(peer.address(), Set.of());
    if (there.size() == 1 && peer.kind() == Party.Outside.Kind.HOST) {
      return Optional.of(new Party.Recorded(there.iterator().next()));
    }
    return peer.outside().map(outside -> outside);
  }

  /** The service of a path, or the only one of a bare name. */
  private @Nullable ServiceId named(String name) {
    ServiceId found = null;
    for (var service : services.keySet()) {
      if (service.path().equals(name)) {
        return service;
      }
      if (service.name().equals(name)) {
        if (found != null) {
          return null;
        }
        found = service;
      }
    }
    return found;
  }

  /** Calls by their own ids; where services share an id, the first by name has it. */
  private Map<SpanContext, Located> bySpan() {
    int calls = services.values().stream().mapToInt(seen -> seen.calls.size()).sum();
    var bySpan = HashMap.<SpanContext, Located>newHashMap(calls);
    services.forEach(
        (service, seen) ->
            seen.calls.forEach(
                (context, call) -> bySpan.putIfAbsent(context, new Located(service, call))));
    return bySpan;
  }

  private ServiceNode node(ServiceId service, Seen seen, Traffic.@Nullable Tally entry) {
    var inbound = new Traffic.Tally();
    var all = new Traffic.Tally();
    long inFlight = 0;
    for (var call : seen.calls.values()) {
      if (isInFlight(call)) {
        inFlight++;
      } else if (endedInWindow(call)) {
        (call.isInbound() ? inbound : all).add(call);
      }
    }
    return new ServiceNode(
        service,
        seen.version,
        (inbound.isEmpty() ? all : inbound).traffic(),
        (entry == null ? new Traffic.Tally() : entry).traffic(),
        inFlight,
        seen.lastOccurredNanos);
  }

  private boolean isInFlight(SeenCall call) {
    return call.endNanos() > atNanos;
  }

  private boolean endedInWindow(SeenCall call) {
    return !isInFlight(call)
        && Fold.isHeld(call.startNanos(), call.endNanos(), atNanos, windowNanos);
  }
}
