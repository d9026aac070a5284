package dev.traversion.model.state;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.event.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Seeded random events of one service, in the order in which they arrive: late, redelivered, out of
 * order, from hosts whose clocks are off, often of the very same nanosecond. Few entities, settings
 * and versions, so that writes collide.
 */
public final class RandomEvents {
  /** Where the time line of every history begins, nanoseconds since the epoch. */
  public static final long NOON = 1_800_014_400_000_000_000L;

  private static final long SECOND = 1_000_000_000L;

  private final Random random;
  private final long spanNanos;
  private final List<Origin> origins = new ArrayList<>();
  private final long[] skewNanos = new long[3];
  private boolean contradicting;

  private RandomEvents(long seed) {
    random = new Random(seed);
    // From microseconds (everything in one window) to many windows.
    spanNanos = List.of(1_000L, SECOND, 90 * SECOND, 600 * SECOND).get(random.nextInt(4));
    for (int host = 0; host < 3; host++) {
      origins.add(origin("host-" + host, "1." + host));
      skewNanos[host] = host == 0 ? 0 : random.nextLong(-spanNanos / 4, spanNanos / 4 + 1);
    }
  }

  public static RandomEvents seeded(long seed) {
    return new RandomEvents(seed);
  }

  /** From now on also different events of one id: records that reuse a uid, calls told twice. */
  public RandomEvents contradicting() {
    contradicting = true;
    return this;
  }

  /** Events in order of arrival ({@code recordedAt}), redeliveries among them. */
  public List<Event> arrivals(int count) {
    record Delivery(long recordedAtNanos, LongFunction<Event> event) {}
    var deliveries = new ArrayList<Delivery>();
    for (int i = 0; i < count; i++) {
      long happened = NOON + random.nextLong(spanNanos + 1);
      var event = event(happened, i);
      long seen = happened + delay();
      deliveries.add(new Delivery(seen, event));
      while (random.nextInt(6) == 0) {
        deliveries.add(new Delivery(seen + random.nextLong(spanNanos + 1), event));
      }
    }
    deliveries.sort(Comparator.comparingLong(Delivery::recordedAtNanos));
    var events = new ArrayList<Event>();
    deliveries.forEach(delivery -> events.add(delivery.event.apply(delivery.recordedAtNanos)));
    return events;
  }

  /** An instant in or near the history, often one at which something happens. */
  public long instant(List<Event> events) {
    if (!events.isEmpty() && random.nextBoolean()) {
      var event = events.get(random.nextInt(events.size()));
      long edge = event instanceof Call call && random.nextBoolean() ? call.endNanos() : 0;
      return (edge == 0 ? event.occurredAtNanos() : edge) + random.nextInt(-1, 2);
    }
    return NOON + random.nextLong(-spanNanos / 8, spanNanos + spanNanos / 2 + 1);
  }

  /** How much time the history covers, nanoseconds. */
  public long spanNanos() {
    return spanNanos;
  }

  public Random random() {
    return random;
  }

  private long delay() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextLong(spanNanos + 1); // late
      case 1 -> -random.nextLong(spanNanos / 100 + 1); // a clock ahead of the recorder's
      default -> random.nextLong(spanNanos / 100 + 1);
    };
  }

  private LongFunction<Event> event(long happened, int number) {
    int host = random.nextInt(3);
    var origin = origins.get(host);
    long at = coarse(happened + skewNanos[host]);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> call(origin, at);
      case 4, 5, 6 -> entityChange(origin, at, number);
      case 7 -> configChange(origin, at, number);
      case 8 -> random.nextInt(3) == 0 ? deployment(origin, at, number) : signal(origin, at);
      default -> random.nextBoolean() ? log(origin, at) : measurement(origin, at);
    };
  }

  /** Rounds half of all instants, so that many events share one. */
  private long coarse(long at) {
    return random.nextBoolean() ? at : at - Math.floorMod(at - NOON, Math.max(1, spanNanos / 16));
  }

  private LongFunction<Event> call(Origin origin, long start) {
    long id = contradicting ? 1 + random.nextInt(8) : random.nextLong(1, Long.MAX_VALUE);
    var context = new SpanContext(new TraceId(7, 1 + random.nextInt(20)), new SpanId(id));
    long duration =
        switch (random.nextInt(8)) {
          case 0 -> random.nextLong(spanNanos + 1);
          case 1 -> 0;
          case 2 -> -random.nextLong(spanNanos / 50 + 1);
          default -> random.nextLong(spanNanos / 50 + 1);
        };
    int kind = random.nextInt(3) == 0 ? random.nextInt(6) : Call.KIND_INTERNAL;
    int status = random.nextInt(4) == 0 ? Call.STATUS_ERROR : Call.STATUS_UNSET;
    var name = "operation-" + random.nextInt(3);
    return recorded ->
        new Call(
            origin,
            context,
            SpanId.none(),
            "",
            0,
            name,
            kind,
            start,
            start + duration,
            recorded,
            Attributes.none(),
            0,
            List.of(),
            0,
            List.of(),
            0,
            status,
            "");
  }

  private LongFunction<Event> entityChange(Origin origin, long at, int number) {
    var type = List.of("order", "order-line", "feature-flag").get(random.nextInt(3));
    var entity = new EntityRef(type, Integer.toString(random.nextInt(4)));
    var value = value(number);
    var context = context();
    var attributes = uid();
    return recorded ->
        new EntityChange(origin, entity, value, at, recorded, context, attributes, 0);
  }

  private LongFunction<Event> configChange(Origin origin, long at, int number) {
    var key = "setting-" + random.nextInt(3);
    var value = value(number);
    var attributes = uid();
    return recorded ->
        new ConfigChange(origin, key, value, at, recorded, SpanContext.none(), attributes, 0);
  }

  private LongFunction<Event> deployment(Origin origin, long at, int number) {
    var version = "v" + random.nextInt(3);
    var attributes = uid();
    var source = Deployment.Source.values()[random.nextInt(3)];
    return recorded ->
        new Deployment(
            origin, version, "", "commit-" + number, "", source, at, recorded, attributes, 0);
  }

  private LongFunction<Event> signal(Origin origin, long at) {
    int severity = random.nextInt(1, 25);
    return recorded ->
        new SystemSignal(
            origin,
            "process.exit",
            severity,
            Value.of(137),
            at,
            recorded,
            SpanContext.none(),
            Attributes.none(),
            0);
  }

  private LongFunction<Event> log(Origin origin, long at) {
    int severity = random.nextInt(1, 25);
    var context = context();
    var body = Value.of("line " + random.nextInt(1000));
    return recorded ->
        new LogLine(
            origin, at, at, recorded, severity, "", "", body, Attributes.none(), 0, 0, context, 0);
  }

  private LongFunction<Event> measurement(Origin origin, long at) {
    var point = new Measurement.Point.Gauge(new Measurement.Reading.Whole(random.nextInt(100)));
    var metric = new Measurement.Metric("queue.length", "", "1", Attributes.none());
    return recorded ->
        new Measurement(origin, metric, 0, at, recorded, Attributes.none(), point, 0, List.of(), 0);
  }

  private Optional<Document> value(int number) {
    return random.nextInt(5) == 0
        ? Optional.empty()
        : Optional.of(Document.of("{\"write\":" + number + "}"));
  }

  private SpanContext context() {
    return random.nextBoolean()
        ? SpanContext.none()
        : new SpanContext(
            new TraceId(7, 1 + random.nextInt(20)), new SpanId(random.nextLong(1, 1000)));
  }

  private Attributes uid() {
    return contradicting && random.nextBoolean()
        ? Attributes.of("log.record.uid", "uid-" + random.nextInt(3))
        : Attributes.none();
  }

  private static Origin origin(String host, String version) {
    var attributes =
        Attributes.builder()
            .put("service.name", "cart")
            .put("host.name", host)
            .put("service.version", version)
            .build();
    return new Origin(
        new Origin.Resource(attributes, 0, ""), new Origin.Scope("", "", Attributes.none(), 0, ""));
  }
}
