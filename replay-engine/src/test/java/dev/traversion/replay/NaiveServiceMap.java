package dev.traversion.replay;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The service map by comparing every call with every other, as plainly as it can be said. */
final class NaiveServiceMap {
  private static final long REACH = 10_000_000_000L;

  private final Map<ServiceId, List<Event>> events;
  private final long at;
  private final long window;
  private final Map<String, Sum> sums = new TreeMap<>();

  private record Mine(ServiceId service, Call call) {}

  private static final class Sum {
    private final List<Long> durations = new ArrayList<>();
    private long errors;
    private long inferred;
    private long inFlight;
    private boolean observed;
  }

  private NaiveServiceMap(Map<ServiceId, List<Event>> events, long at, long window) {
    this.events = events;
    this.at = at;
    this.window = window;
  }

  /** One line a node and edge. */
  static Set<String> lines(Map<ServiceId, List<Event>> events, long at, long window) {
    return new NaiveServiceMap(events, at, window).lines();
  }

  private Set<String> lines() {
    var calls = new ArrayList<Mine>();
    var once = new HashSet<Mine>();
    events.forEach(
        (service, all) -> {
          for (var event : all) {
            if (event instanceof Call call
                && call.startNanos() <= at
                && call.endNanos() > at - window - REACH
                && once.add(new Mine(service, call))) {
              calls.add(new Mine(service, call));
            }
          }
        });
    var lines = new TreeSet<String>();
    events.forEach(
        (service, all) -> {
          long last =
              all.stream()
                  .mapToLong(Event::occurredAtNanos)
                  .filter(nanos -> nanos <= at)
                  .max()
                  .orElse(Long.MIN_VALUE);
          if (last != Long.MIN_VALUE) {
            lines.add("last of " + service.path() + ": " + last);
            version(all).ifPresent(v -> lines.add("version of " + service.path() + ": " + v));
          }
        });
    for (var mine : calls) {
      node(mine, calls);
      edges(mine, calls);
    }
    sums.forEach(
        (what, sum) -> {
          if (!sum.durations.isEmpty() || sum.inFlight > 0) {
            lines.add(what + " " + text(sum));
          }
        });
    return lines;
  }

  private Optional<String> version(List<Event> all) {
    Deployment latest = null;
    for (var event : all) {
      if (event instanceof Deployment deployment
          && deployment.occurredAtNanos() <= at
          && (latest == null
              || deployment.occurredAtNanos() > latest.occurredAtNanos()
              || (deployment.occurredAtNanos() == latest.occurredAtNanos()
                  && deployment.id().compareTo(latest.id()) > 0))) {
        latest = deployment;
      }
    }
    return Optional.ofNullable(latest).map(Deployment::version);
  }

  private void node(Mine mine, List<Mine> calls) {
    var name = mine.service.path();
    if (mine.call.endNanos() > at) {
      sum("flying in " + name).inFlight++;
    }
    boolean anyInbound =
        calls.stream()
            .anyMatch(
                other ->
                    other.service.equals(mine.service)
                        && isInbound(other.call)
                        && endedInWindow(other.call));
    if (isInbound(mine.call) == anyInbound) {
      add("traffic of " + name, mine.call, true, false);
    }
    if (isInbound(mine.call) && senders(mine, calls).isEmpty() && callers(mine, calls).isEmpty()) {
      add("entry of " + name, mine.call, true, false);
    }
  }

  private void edges(Mine mine, List<Mine> calls) {
    if (isInbound(mine.call)) {
      senders(mine, calls)
          .forEach(from -> add(edge(from, path(mine.service), "MESSAGE"), mine.call, true, true));
      callers(mine, calls).stream()
          .filter(caller -> caller.call.spanKind() != Call.KIND_CLIENT)
          .forEach(
              caller ->
                  add(edge(caller.service, path(mine.service), "CALL"), mine.call, true, true));
      return;
    }
    if (!isOutbound(mine.call) || isWrapper(mine, calls)) {
      return;
    }
    boolean client = mine.call.spanKind() == Call.KIND_CLIENT;
    var reached = reached(mine, calls);
    if (reached.isEmpty()) {
      asked(mine.call, calls)
          .ifPresent(
              to ->
                  add(edge(mine.service, to, client ? "CALL" : "MESSAGE"), mine.call, false, true));
    } else if (client) {
      reached.forEach(to -> add(edge(mine.service, path(to), "CALL"), mine.call, true, true));
    }
  }

  /** Services that received what an outbound call caused. */
  private static Set<ServiceId> reached(Mine mine, List<Mine> calls) {
    var reached = new TreeSet<ServiceId>();
    for (var other : calls) {
      boolean linked =
          mine.call.spanKind() == Call.KIND_PRODUCER
              && other.call.links().stream()
                  .anyMatch(link -> link.context().equals(mine.call.context()));
      if (isInbound(other.call) && (isParent(mine, other) || linked)) {
        reached.add(other.service);
      }
    }
    return reached;
  }

  /** Who caused an inbound call by a call that it waited for. */
  private static List<Mine> callers(Mine mine, List<Mine> calls) {
    return calls.stream()
        .filter(other -> isParent(other, mine))
        .filter(
            other ->
                other.call.spanKind() == Call.KIND_CLIENT
                    || (other.call.spanKind() != Call.KIND_PRODUCER
                        && mine.call.spanKind() == Call.KIND_SERVER
                        && !other.service.equals(mine.service)))
        .toList();
  }

  /** Who sent what an inbound call received. */
  private static Set<ServiceId> senders(Mine mine, List<Mine> calls) {
    var senders = new TreeSet<ServiceId>();
    for (var other : calls) {
      boolean producer = other.call.spanKind() == Call.KIND_PRODUCER;
      boolean linked =
          mine.call.links().stream().anyMatch(link -> link.context().equals(other.call.context()));
      boolean handedOver =
          mine.call.spanKind() == Call.KIND_CONSUMER
              && other.call.spanKind() != Call.KIND_CLIENT
              && !other.service.equals(mine.service);
      if ((isParent(other, mine) && (producer || handedOver)) || (linked && producer)) {
        senders.add(other.service);
      }
    }
    return senders;
  }

  private Optional<String> asked(Call call, List<Mine> calls) {
    var service = call.attributes().text("peer.service");
    if (service != null) {
      var known =
          events.entrySet().stream()
              .filter(e -> e.getKey().name().equals(service))
              .filter(e -> e.getValue().stream().anyMatch(event -> event.occurredAtNanos() <= at))
              .map(Map.Entry::getKey)
              .toList();
      return Optional.of(
          known.size() == 1 ? path(known.getFirst()) : "outside:host:/" + service + "/");
    }
    if (call.attributes().text("db.system") != null) {
      return Optional.of("outside:database:postgresql/" + call.attributes().text("db.name") + "/");
    }
    if (call.spanKind() == Call.KIND_PRODUCER) {
      return Optional.of("outside:queue:kafka/orders/");
    }
    var address = address(call);
    var there = new TreeSet<ServiceId>();
    for (var other : calls) {
      if (other.call.spanKind() == Call.KIND_CLIENT && address(other.call).equals(address)) {
        there.addAll(reached(other, calls));
      }
    }
    return Optional.of(there.size() == 1 ? path(there.first()) : "outside:host:/" + address + "/");
  }

  private static String address(Call call) {
    var url = call.attributes().text("url.full");
    var host = call.attributes().text("server.address");
    return url != null
        ? url.substring("http://".length(), url.indexOf("/x"))
        : host == null ? "" : host;
  }

  private static boolean isWrapper(Mine mine, List<Mine> calls) {
    return calls.stream()
        .anyMatch(
            other ->
                other.service.equals(mine.service)
                    && isOutbound(other.call)
                    && isParent(mine, other));
  }

  private static boolean isParent(Mine parent, Mine child) {
    return !child.call.parentSpanId().isNone()
        && parent.call.context().traceId().equals(child.call.context().traceId())
        && parent.call.context().spanId().equals(child.call.parentSpanId());
  }

  private void add(String what, Call call, boolean observed, boolean alsoInFlight) {
    if (call.endNanos() > at && alsoInFlight) {
      sum(what).inFlight++;
      sum(what).observed |= observed;
    } else if (endedInWindow(call)) {
      sum(what).durations.add(Math.max(0, call.endNanos() - call.startNanos()));
      sum(what).errors += call.isError() ? 1 : 0;
      sum(what).inferred += observed ? 0 : 1;
      sum(what).observed |= observed;
    }
  }

  private boolean endedInWindow(Call call) {
    Predicate<Long> inWindow = end -> end <= at && end > at - window;
    return inWindow.test(call.endNanos());
  }

  private Sum sum(String what) {
    return sums.computeIfAbsent(what, _ -> new Sum());
  }

  private static String edge(ServiceId from, String to, String via) {
    return path(from) + " -> " + to + " " + via;
  }

  private static String path(ServiceId service) {
    return "service:" + service.path();
  }

  private static String text(Sum sum) {
    var sorted = sum.durations.stream().sorted().toList();
    return sorted.size()
        + " calls "
        + sum.errors
        + " errors p50 "
        + percentile(sorted, 0.50)
        + " p95 "
        + percentile(sorted, 0.95)
        + " inferred "
        + sum.inferred
        + " in flight "
        + sum.inFlight
        + (sum.observed ? " observed" : "");
  }

  private static long percentile(List<Long> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * share - 1e-9) - 1);
  }

  private static boolean isInbound(Call call) {
    return call.spanKind() == Call.KIND_SERVER || call.spanKind() == Call.KIND_CONSUMER;
  }

  private static boolean isOutbound(Call call) {
    return call.spanKind() == Call.KIND_CLIENT || call.spanKind() == Call.KIND_PRODUCER;
  }
}
