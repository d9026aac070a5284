package dev.traversion.replay;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random traffic among services whose clocks are off, drift and are set, also back: requests from
 * service to service that write entities on their way, and messages. Recorded in frames of random
 * size, some late; with keyframes here and there.
 */
final class SkewedServices {
  static final long START = 1_800_014_400_000_000_000L;
  static final long MILLI = 1_000_000L;
  private static final long MINUTE = 60_000 * MILLI;

  /** How wrong clocks may be. */
  record Skews(long mostNanos, double mostDrift, int mostSteps) {
    static Skews none() {
      return new Skews(0, 0, 0);
    }
  }

  /** A clock: by how much it is ahead of true time, which changes as it goes. */
  private record HostClock(long offset, double drift, TreeMap<Long, Long> steps) {
    long at(long trueNanos) {
      long set = steps.headMap(trueNanos, true).values().stream().mapToLong(Long::longValue).sum();
      return trueNanos + offset + set + Math.round((trueNanos - START) * drift);
    }
  }

  private record Happened(ServiceId service, Event event, long knownNanos) {}

  final RecordedWorld recorded = new RecordedWorld();
  final Random random;
  final Map<ServiceId, List<Event>> events = new TreeMap<>();
  final List<ServiceId> services = new ArrayList<>();
  final long spanNanos;
  private final Map<ServiceId, HostClock> clocks = new HashMap<>();
  private final List<Happened> happened = new ArrayList<>();
  private long spans = 1;

  SkewedServices(long seed, Skews skews, int requests) {
    random = new Random(seed);
    spanNanos = (1 + random.nextInt(5)) * MINUTE;
    int count = 3 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      var service = ServiceId.of("shop", "service-" + i);
      services.add(service);
      events.put(service, new ArrayList<>());
      clocks.put(service, clock(skews));
    }
    for (int i = 0; i < requests; i++) {
      long at = START + random.nextLong(spanNanos);
      var trace = new TraceId(1, i + 1);
      serve(services.get(random.nextInt(count)), trace, SpanId.none(), List.of(), at, 0);
    }
    record();
  }

  private HostClock clock(Skews skews) {
    var steps = new TreeMap<Long, Long>();
    if (random.nextInt(3) == 0) {
      return new HostClock(0, 0, steps);
    }
    for (int i = random.nextInt(skews.mostSteps() + 1); i > 0; i--) {
      steps.put(START + random.nextLong(spanNanos), signed(skews.mostNanos()));
    }
    return new HostClock(
        signed(skews.mostNanos()), skews.mostDrift() * (random.nextDouble() * 2 - 1), steps);
  }

  private long signed(long most) {
    return most == 0 ? 0 : random.nextLong(-most, most + 1);
  }

  /** By how much a service's clock was ahead then. */
  long offset(ServiceId service, long trueNanos) {
    return clocks.get(service).at(trueNanos) - trueNanos;
  }

  /** A server or consumer span and all that it does; answers when it ends. */
  private long serve(
      ServiceId service,
      TraceId trace,
      SpanId parent,
      List<SpanContext> links,
      long start,
      int depth) {
    var span = new SpanContext(trace, new SpanId(spans++));
    long now = start;
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      now += 1 + random.nextLong(2 * MILLI);
      switch (random.nextInt(depth < 3 ? 4 : 1)) {
        case 0 -> write(service, span, now);
        case 1 -> now = message(service, trace, span, now, depth);
        default -> now = ask(service, trace, span, now, depth);
      }
    }
    now += 1 + random.nextLong(MILLI);
    int kind = links.isEmpty() ? Call.KIND_SERVER : Call.KIND_CONSUMER;
    call(service, span, parent, kind, links, start, now);
    return now;
  }

  private long ask(ServiceId service, TraceId trace, SpanContext parent, long now, int depth) {
    var span = new SpanContext(trace, new SpanId(spans++));
    long there = now + network();
    long served = serve(other(), trace, span.spanId(), List.of(), there, depth + 1);
    long back = served + network();
    call(service, span, parent.spanId(), Call.KIND_CLIENT, List.of(), now, back);
    return back;
  }

  private long message(ServiceId service, TraceId trace, SpanContext parent, long now, int depth) {
    var span = new SpanContext(trace, new SpanId(spans++));
    long sent = now + network();
    call(service, span, parent.spanId(), Call.KIND_PRODUCER, List.of(), now, sent);
    var consumed = random.nextBoolean() ? trace : new TraceId(2, spans);
    var child = consumed.equals(trace) ? span.spanId() : SpanId.none();
    serve(other(), consumed, child, List.of(span), sent + network(), depth + 1);
    return sent;
  }

  private void write(ServiceId service, SpanContext span, long now) {
    long at = clocks.get(service).at(now);
    var entity = new EntityRef("order", Integer.toString(random.nextInt(5)));
    var value =
        random.nextInt(6) == 0
            ? Optional.<Document>empty()
            : Optional.of(Document.of("{\"n\": " + spans + "}"));
    happened.add(
        new Happened(
            service,
            new EntityChange(Origin.unknown(), entity, value, at, now, span, Attributes.none(), 0),
            now));
  }

  private void call(
      ServiceId service,
      SpanContext span,
      SpanId parent,
      int kind,
      List<SpanContext> links,
      long start,
      long end) {
    var clock = clocks.get(service);
    happened.add(
        new Happened(
            service,
            new Call(
                Origin.unknown(),
                span,
                parent,
                "",
                0,
                "call",
                kind,
                clock.at(start),
                clock.at(end),
                end,
                Attributes.none(),
                0,
                List.of(),
                0,
                links.stream()
                    .map(link -> new Call.Link(link, "", Attributes.none(), 0, 0))
                    .toList(),
                0,
                Call.STATUS_UNSET,
                ""),
            end));
  }

  private ServiceId other() {
    return services.get(random.nextInt(services.size()));
  }

  private long network() {
    return 20_000 + random.nextLong(random.nextInt(4) == 0 ? 5 * MILLI : MILLI / 2);
  }

  private void record() {
    var arriving = new TreeMap<Long, List<Happened>>();
    for (var each : happened) {
      long late = random.nextInt(20) == 0 ? random.nextLong(MINUTE) : random.nextLong(200 * MILLI);
      arriving.computeIfAbsent(each.knownNanos() + late, _ -> new ArrayList<>()).add(each);
    }
    var pending = new TreeMap<ServiceId, List<Event>>();
    var builder = recorded.engine().keyframeBuilder();
    for (var group : arriving.values()) {
      for (var each : group) {
        var frame = pending.computeIfAbsent(each.service(), _ -> new ArrayList<>());
        frame.add(each.event());
        events.get(each.service()).add(each.event());
        if (random.nextInt(15) == 0) {
          var mirror = RecordedWorld.mirror(each.service(), random.nextInt(2));
          recorded.record(mirror, List.copyOf(frame));
          frame.clear();
          if (random.nextInt(4) == 0) {
            builder.build(mirror);
          }
        }
      }
    }
    pending.forEach(
        (service, frame) -> {
          if (!frame.isEmpty()) {
            recorded.record(RecordedWorld.mirror(service, 0), List.copyOf(frame));
          }
        });
    events.values().forEach(of -> of.sort(Comparator.comparingLong(Event::occurredAtNanos)));
    events.values().removeIf(List::isEmpty);
    services.removeIf(service -> !events.containsKey(service));
  }
}
