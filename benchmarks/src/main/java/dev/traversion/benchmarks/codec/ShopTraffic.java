package dev.traversion.benchmarks.codec;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Generated telemetry of a small shop, always the same: spans, logs, entity changes, gauges. */
public final class ShopTraffic implements Telemetry {
  private static final List<String> SERVICES = List.of("gateway", "cart", "order", "payment");
  private static final long START = 1_790_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int REQUESTS_PER_EXPORT = 100;

  private final Map<String, Origin> origins = new LinkedHashMap<>();

  /** Times exports end in, by signal and service. */
  private final Map<Signal, Map<ServiceId, List<Event>>> exports = new EnumMap<>(Signal.class);

  private Random random = new Random(0);
  private long now = START;

  /** Creates the source; every reading starts anew. */
  public ShopTraffic() {
    for (var service : SERVICES) {
      var resource =
          Attributes.builder()
              .put("service.name", service)
              .put("service.namespace", "shop")
              .put("service.version", "1.4.2")
              .put("service.instance.id", service + "-5b9f7-x2k4q")
              .put("telemetry.sdk.language", "nodejs")
              .build();
      origins.put(
          service,
          new Origin(
              new Origin.Resource(resource, 0, ""),
              new Origin.Scope("@shop/http", "0.9.1", Attributes.none(), 0, "")));
    }
  }

  /** Frames of all signals together, for other measurements. */
  public List<List<Event>> frames(long events, int sealEvents) {
    return read(Set.of(Signal.values()), events, sealEvents).frames();
  }

  @Override
  public Workload read(Set<Signal> signals, long enough, int sealEvents) {
    random = new Random(42);
    now = START;
    var workload = new Workload.Builder(sealEvents);
    while (workload.events() < enough) {
      exports.clear();
      for (int i = 0; i < REQUESTS_PER_EXPORT; i++) {
        now += (long) (-Math.log(1 - random.nextDouble()) * SECOND / 200);
        checkout(1 + random.nextInt(5000));
      }
      gauges();
      for (var signal : Signal.values()) {
        if (signals.contains(signal) && exports.containsKey(signal)) {
          workload.add(exports.get(signal));
        }
      }
    }
    return workload.build();
  }

  private void emit(Signal signal, String service, Event event) {
    exports
        .computeIfAbsent(signal, _ -> new LinkedHashMap<>())
        .computeIfAbsent(ServiceId.of("shop", service), _ -> new ArrayList<>())
        .add(event);
  }

  private void checkout(int customer) {
    var trace = new TraceId(random.nextLong(), random.nextLong());
    long start = now;
    long inner = 2_000_000L + random.nextInt(40_000_000);
    var root = span(trace, SpanId.none(), "gateway", "POST /checkout", 2, start, inner * 3, 200);
    var cart = span(trace, root, "cart", "GET /cart/{id}", 2, start + inner / 8, inner / 2, 200);
    span(trace, cart, "cart", "SELECT cart", 3, start + inner / 4, inner / 5, 0);
    log(trace, cart, "cart", "cart %d has %d items".formatted(customer, random.nextInt(9)));
    int status = random.nextInt(50) == 0 ? 500 : 201;
    var order = span(trace, root, "order", "POST /orders", 2, start + inner, inner, status);
    int number = random.nextInt(1_000_000);
    log(
        trace,
        order,
        "order",
        "order %06d of customer %d placed in %d us".formatted(number, customer, inner / 1000));
    change(trace, order, number, customer);
    var pay =
        span(
            trace,
            order,
            "payment",
            "POST /payments",
            2,
            start + inner + inner / 8,
            inner / 2,
            200);
    log(
        trace,
        pay,
        "payment",
        "charged %d.%02d EUR".formatted(random.nextInt(300), random.nextInt(100)));
  }

  private SpanId span(
      TraceId trace,
      SpanId parent,
      String service,
      String name,
      int kind,
      long start,
      long duration,
      int status) {
    var id = new SpanId(random.nextLong());
    var attributes = Attributes.builder();
    if (status > 0) {
      attributes.put("http.request.method", name.substring(0, name.indexOf(' ')));
      attributes.put("http.route", name.substring(name.indexOf(' ') + 1));
      attributes.put("http.response.status_code", status);
      attributes.put("server.address", service);
    } else {
      attributes.put("db.system.name", "sqlite");
      attributes.put("db.query.text", "SELECT item, quantity FROM cart WHERE customer = ?");
    }
    long end = start + duration + random.nextInt(200_000);
    emit(
        Signal.TRACES,
        service,
        new Call(
            origin(service),
            new SpanContext(trace, id),
            parent,
            "",
            0x101,
            name,
            kind,
            start,
            end,
            recorded(),
            attributes.build(),
            0,
            List.of(),
            0,
            List.of(),
            0,
            status >= 500 ? Call.STATUS_ERROR : Call.STATUS_UNSET,
            ""));
    return id;
  }

  private void log(TraceId trace, SpanId span, String service, String line) {
    long at = now + random.nextInt(30_000_000);
    emit(
        Signal.LOGS,
        service,
        new LogLine(
            origin(service),
            at,
            at + 1000,
            recorded(),
            9,
            "INFO",
            "",
            Value.of(line),
            Attributes.of("logger", service + ".http"),
            0,
            1,
            new SpanContext(trace, span),
            0));
  }

  private void change(TraceId trace, SpanId span, int number, int customer) {
    var json =
        "{\"id\":%d,\"customer\":%d,\"state\":\"placed\",\"total\":%d.%02d}"
            .formatted(number, customer, random.nextInt(300), random.nextInt(100));
    emit(
        Signal.LOGS,
        "order",
        new EntityChange(
            origin("order"),
            new EntityRef("order", Integer.toString(number)),
            Optional.of(Document.of(json)),
            now + 20_000_000,
            recorded(),
            new SpanContext(trace, span),
            Attributes.none(),
            0));
  }

  private void gauges() {
    for (var service : SERVICES) {
      for (var name : List.of("process.cpu.utilization", "nodejs.eventloop.delay.p99")) {
        emit(
            Signal.METRICS,
            service,
            new Measurement(
                origin(service),
                new Measurement.Metric(name, "", "1", Attributes.none()),
                0,
                now,
                recorded(),
                Attributes.none(),
                new Measurement.Point.Gauge(
                    new Measurement.Reading.Real(random.nextInt(10_000) / 10_000.0)),
                0,
                List.of(),
                0));
      }
    }
  }

  private Origin origin(String service) {
    return origins.getOrDefault(service, Origin.unknown());
  }

  /** Requests arrive five times a second. */
  private long recorded() {
    return now - now % (SECOND / 5) + SECOND / 4;
  }
}
