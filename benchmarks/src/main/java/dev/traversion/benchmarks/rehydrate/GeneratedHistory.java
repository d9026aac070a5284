package dev.traversion.benchmarks.rehydrate;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A history that follows from its seed: services that answer requests and write entities. Of ten
 * events six are calls, two entity changes, two log lines. Requests come at even intervals in time;
 * an event of a hundred is recorded late. Not thread-safe.
 *
 * @see #nextFrame
 */
final class GeneratedHistory {
  static final long START_NANOS = 1_790_000_000_000_000_000L;

  private static final long LATE_NANOS = 20_000_000_000L;
  private static final int TRACE_LENGTH = 5;

  private final SplittableRandom random;
  private final Shape shape;
  private final List<Origin> origins = new ArrayList<>();
  private long events;
  private TraceId trace = TraceId.none();

  /**
   * @param events in all
   * @param entities over all services
   * @param frameEvents how many events each frame holds
   * @param spanNanos how much time the history covers
   */
  record Shape(
      long seed, long events, int services, int entities, int frameEvents, long spanNanos) {
    Shape {
      if (events < frameEvents || services < 1 || entities < services || frameEvents < 1) {
        throw new IllegalArgumentException(
            "a history has at least one frame, one service and an entity for each");
      }
    }

    ServiceId service(int number) {
      return ServiceId.of("bench", "service-" + number);
    }

    EntityRef entity(int number) {
      return new EntityRef("order", Integer.toString(number));
    }

    /** The service that owns an entity. */
    int owner(int entity) {
      return entity % services;
    }

    /** The time of the last event, or a little more. */
    long endNanos() {
      return START_NANOS + spanNanos;
    }

    long frames() {
      return events / frameEvents;
    }
  }

  GeneratedHistory(Shape shape) {
    this.shape = shape;
    this.random = new SplittableRandom(shape.seed());
    for (int service = 0; service < shape.services(); service++) {
      origins.add(origin(service));
    }
  }

  private static Origin origin(int service) {
    var resource =
        Attributes.builder()
            .put("service.namespace", "bench")
            .put("service.name", "service-" + service)
            .put("service.version", "1.0.0")
            .put("service.instance.id", "service-" + service + "-0")
            .build();
    return new Origin(
        new Origin.Resource(resource, 0, ""),
        new Origin.Scope("bench", "1", Attributes.none(), 0, ""));
  }

  /** The next frame of a service, which are to take turns. */
  List<Event> nextFrame(int service) {
    var frame = new ArrayList<Event>(shape.frameEvents());
    // The services' frames cover the same time: a turn of all moves it on.
    long turn = events / ((long) shape.frameEvents() * shape.services());
    double perTurn =
        (double) shape.spanNanos() * shape.frameEvents() * shape.services() / shape.events();
    for (int i = 0; i < shape.frameEvents(); i++) {
      long at = START_NANOS + (long) (turn * perTurn + i * perTurn / shape.frameEvents());
      boolean late = random.nextInt(100) == 0;
      frame.add(event(service, i, late ? Math.max(START_NANOS, at - LATE_NANOS) : at));
    }
    events += frame.size();
    return frame;
  }

  private Event event(int service, int index, long at) {
    if (index % TRACE_LENGTH == 0) {
      trace = new TraceId(random.nextLong(), random.nextLong());
    }
    var context = new SpanContext(trace, new SpanId(random.nextLong() | 1));
    int kind = random.nextInt(10);
    if (kind < 6) {
      return call(service, context, at);
    }
    return kind < 8 ? change(service, context, at) : line(service, context, at);
  }

  private Call call(int service, SpanContext context, long at) {
    long duration = 1_000_000L + random.nextInt(80_000_000);
    boolean failed = random.nextInt(100) == 0;
    var attributes =
        Attributes.builder()
            .put("http.request.method", "POST")
            .put("http.route", "/orders/{id}")
            .put("http.response.status_code", failed ? 500 : 200)
            .put("server.address", "service-" + service)
            .build();
    return new Call(
        origins.get(service),
        context,
        SpanId.none(),
        "",
        1,
        "POST /orders/{id}",
        Call.KIND_SERVER,
        at,
        at + duration,
        at + duration + 100_000_000,
        attributes,
        0,
        List.of(),
        0,
        List.of(),
        0,
        failed ? Call.STATUS_ERROR : Call.STATUS_UNSET,
        "");
  }

  private EntityChange change(int service, SpanContext context, long at) {
    int owned = (shape.entities() - service + shape.services() - 1) / shape.services();
    int entity = service + shape.services() * random.nextInt(owned);
    Optional<Document> value =
        random.nextInt(50) == 0
            ? Optional.empty()
            : Optional.of(
                Document.of(
                    "{\"id\":%d,\"state\":\"%s\",\"lines\":%d,\"total\":%d.%02d}"
                        .formatted(
                            entity,
                            random.nextBoolean() ? "placed" : "paid",
                            1 + random.nextInt(9),
                            random.nextInt(500),
                            random.nextInt(100))));
    return new EntityChange(
        origins.get(service),
        shape.entity(entity),
        value,
        at,
        at + 100_000_000,
        context,
        Attributes.none(),
        0);
  }

  private LogLine line(int service, SpanContext context, long at) {
    return new LogLine(
        origins.get(service),
        at,
        at,
        at + 100_000_000,
        9,
        "INFO",
        "",
        Value.of(
            "order %d handled in %d us"
                .formatted(random.nextInt(shape.entities()), random.nextInt(90_000))),
        Attributes.of("logger", "orders"),
        0,
        1,
        context,
        0);
  }
}
