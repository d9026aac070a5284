package dev.traversion.replay;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded random traces through several services: clients and servers, layers of clients, services
 * that call without an outbound call, messages by parent and by link, databases and hosts that do
 * not record, sides that were lost, and deployments.
 */
final class RandomCalls {
  static final long NOON = 1_800_014_400_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final List<ServiceId> SERVICES =
      List.of(
          ServiceId.of("shop", "cart"),
          ServiceId.of("shop", "order"),
          ServiceId.of("bank", "cart"),
          ServiceId.of("", "mail"));

  final Random random;
  final Map<ServiceId, List<Event>> events = new TreeMap<>();
  private long spans;
  private long traces;

  RandomCalls(long seed) {
    random = new Random(seed);
  }

  /** So many traces, and the deployments of that time. */
  RandomCalls happen(int count) {
    for (int i = 0; i < count; i++) {
      var trace = new TraceId(5, ++traces);
      inbound(any(), trace, SpanId.none(), Call.KIND_SERVER, time(), 0, List.of());
    }
    for (var service : SERVICES) {
      for (int i = random.nextInt(3); i > 0; i--) {
        record(service, Happenings.deploy("v" + random.nextInt(3), time()));
      }
    }
    return this;
  }

  /** An instant in or near the history, often the very end or start of a call. */
  long instant() {
    var some = events.values().stream().flatMap(List::stream).toList();
    if (!some.isEmpty() && random.nextInt(3) > 0) {
      var event = some.get(random.nextInt(some.size()));
      long edge =
          event instanceof Call call && random.nextBoolean()
              ? call.endNanos()
              : event.occurredAtNanos();
      return edge + random.nextInt(-1, 2);
    }
    return time();
  }

  private long time() {
    return NOON + random.nextLong(-2 * SECOND, 90 * SECOND);
  }

  private ServiceId any() {
    return SERVICES.get(random.nextInt(SERVICES.size()));
  }

  private void inbound(
      ServiceId service,
      TraceId trace,
      SpanId parent,
      int kind,
      long start,
      int depth,
      List<SpanContext> links) {
    long length = random.nextInt(12) == 0 ? random.nextLong(40 * SECOND) : random.nextLong(SECOND);
    var context = span(trace);
    record(service, call(context, parent, kind, start, length, Attributes.none(), links));
    for (int i = random.nextInt(depth > 2 ? 1 : 4); i > 0; i--) {
      long at = start + random.nextLong(length + 1);
      var from = random.nextInt(3) == 0 ? internal(service, context, at) : context;
      outbound(service, from, at, depth + 1);
    }
  }

  private SpanContext internal(ServiceId service, SpanContext parent, long at) {
    var context = span(parent.traceId());
    record(
        service,
        call(context, parent.spanId(), Call.KIND_INTERNAL, at, 5, Attributes.none(), List.of()));
    return context;
  }

  private void outbound(ServiceId service, SpanContext parent, long at, int depth) {
    var target = any();
    switch (random.nextInt(9)) {
      case 0 ->
          inbound(
              target, parent.traceId(), parent.spanId(), Call.KIND_SERVER, at, depth, List.of());
      case 1 -> {
        var database =
            Attributes.builder().put("db.system", "postgresql").put("db.name", "d" + depth).build();
        client(service, parent, at, database);
      }
      case 2 -> client(service, parent, at, Attributes.of("server.address", "api.example"));
      case 3 ->
          client(
              service,
              parent,
              at,
              Attributes.of("peer.service", random.nextBoolean() ? "cart" : "mail"));
      case 4 -> message(service, parent, at, depth);
      case 5 -> {
        var outer = client(service, parent, at, address(target));
        called(service, target, outer, at, depth);
      }
      default -> called(service, target, parent, at, depth);
    }
  }

  /** A client's call and, unless it got lost, the server's. */
  private void called(ServiceId service, ServiceId target, SpanContext parent, long at, int depth) {
    var outbound = client(service, parent, at, address(target));
    if (random.nextInt(6) > 0) {
      inbound(
          target,
          outbound.traceId(),
          outbound.spanId(),
          Call.KIND_SERVER,
          at + 1,
          depth,
          List.of());
    }
  }

  /** Where a service listens; now and then two listen at the same address. */
  private Attributes address(ServiceId target) {
    return random.nextInt(30) == 0
        ? Attributes.of("url.full", "http://127.0.0.1:9/x")
        : Attributes.of("url.full", "http://127.0.0.1:" + SERVICES.indexOf(target) + "/x");
  }

  private SpanContext client(ServiceId service, SpanContext parent, long at, Attributes peer) {
    var context = span(parent.traceId());
    long length = random.nextLong(2 * SECOND);
    record(service, call(context, parent.spanId(), Call.KIND_CLIENT, at, length, peer, List.of()));
    return context;
  }

  private void message(ServiceId service, SpanContext parent, long at, int depth) {
    var sent = span(parent.traceId());
    var topic =
        Attributes.builder()
            .put("messaging.system", "kafka")
            .put("messaging.destination.name", "orders")
            .build();
    record(service, call(sent, parent.spanId(), Call.KIND_PRODUCER, at, 5, topic, List.of()));
    for (int receivers = random.nextInt(3); receivers > 0; receivers--) {
      long received = at + random.nextLong(SECOND);
      if (random.nextBoolean()) {
        inbound(
            any(), sent.traceId(), sent.spanId(), Call.KIND_CONSUMER, received, depth, List.of());
      } else {
        var trace = new TraceId(6, ++traces);
        inbound(any(), trace, SpanId.none(), Call.KIND_CONSUMER, received, depth, List.of(sent));
      }
    }
  }

  private SpanContext span(TraceId trace) {
    return new SpanContext(trace, new SpanId(++spans));
  }

  private Call call(
      SpanContext context,
      SpanId parent,
      int kind,
      long start,
      long length,
      Attributes attributes,
      List<SpanContext> links) {
    return new Call(
        Origin.unknown(),
        context,
        parent,
        "",
        0,
        "operation",
        kind,
        start,
        start + length,
        start + length,
        attributes,
        0,
        List.of(),
        0,
        links.stream().map(link -> new Call.Link(link, "", Attributes.none(), 0, 0)).toList(),
        0,
        random.nextInt(5) == 0 ? Call.STATUS_ERROR : Call.STATUS_UNSET,
        "");
  }

  /** Now and then an event is lost, or recorded twice. */
  private void record(ServiceId service, Event event) {
    for (int times = List.of(0, 1, 1, 1, 1, 1, 1, 2).get(random.nextInt(8)); times > 0; times--) {
      events.computeIfAbsent(service, _ -> new ArrayList<>()).add(event);
    }
  }
}
