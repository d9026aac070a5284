package dev.traversion.benchmarks.replay;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * The events of production, one at a time: what a service tells of one request, one setting, one
 * deployment. Not thread-safe.
 */
final class Requests {
  static final int INSTANCES = 2;

  private static final int TEMPLATES = 200;
  private static final int FLAGS = 40;
  private static final long MILLI = 1_000_000L;
  private static final String ROUTE = "/orders/{id}";

  private final Shape shape;
  private final SplittableRandom random;
  private final Origin[][] origins;
  private final String[] versions;
  private final Measurement.Metric load =
      new Measurement.Metric("system.cpu.utilization", "CPU in use", "1", Attributes.none());
  private final String[] templates = new String[TEMPLATES];

  Requests(Shape shape, SplittableRandom random) {
    this.shape = shape;
    this.random = random;
    this.origins = new Origin[shape.services()][INSTANCES];
    this.versions = new String[shape.services()];
    for (int service = 0; service < shape.services(); service++) {
      runs(service, "1.0.0");
    }
    for (int i = 0; i < TEMPLATES; i++) {
      templates[i] = template();
    }
  }

  /** Seven words and three blanks: the entity, a word of the moment, how long it took. */
  private String template() {
    var line = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      line.append(Vocabulary.any(random)).append(i == 2 ? " %s " : i == 4 ? " %s " : " ");
    }
    return line.append("in %d us").toString();
  }

  private void runs(int service, String version) {
    versions[service] = version;
    for (int instance = 0; instance < INSTANCES; instance++) {
      var resource =
          Attributes.builder()
              .put("service.namespace", shape.service(service).namespace())
              .put("service.name", shape.service(service).name())
              .put("service.version", version)
              .put("service.instance.id", shape.service(service).name() + "-" + instance)
              .build();
      origins[service][instance] =
          new Origin(
              new Origin.Resource(resource, 0, ""),
              new Origin.Scope("bench", "1", Attributes.none(), 0, ""));
    }
  }

  /**
   * One hop of a request: who is asked, within which trace, when.
   *
   * @param number of the request
   * @param entity what the request is about, in the service asked
   */
  record Hop(
      long number,
      int service,
      int instance,
      long entity,
      SpanContext context,
      SpanId parent,
      long startNanos,
      long endNanos,
      boolean failed) {}

  SpanId span() {
    return new SpanId(random.nextLong() | 1);
  }

  /** How long a call takes: log-normal, its median 8 ms. */
  long duration() {
    return (long) (8 * MILLI * Math.exp(0.9 * random.nextGaussian()));
  }

  Call served(Hop hop, LongUnaryOperator recorded) {
    var attributes =
        Attributes.builder()
            .put("http.request.method", "POST")
            .put("http.route", ROUTE)
            .put("http.response.status_code", hop.failed() ? 500 : 200)
            .put("customer.id", shape.customer(hop.number()))
            .put("customer.tier", hop.number() % 10 == 0 ? "gold" : "plain");
    if (random.nextInt(20) == 0) {
      attributes.put(
          "traversion.request.body",
          "{\"order\":\"%s\",\"amount\":%d}"
              .formatted(shape.entity(hop.service(), hop.entity()).key(), random.nextInt(50_000)));
    }
    return call(hop, hop.context(), hop.parent(), Call.KIND_SERVER, attributes.build(), recorded);
  }

  /** The caller's side of a hop. */
  Call asked(Hop caller, Hop callee, SpanId span, LongUnaryOperator recorded) {
    var attributes =
        Attributes.builder()
            .put("http.request.method", "POST")
            .put("http.response.status_code", callee.failed() ? 500 : 200)
            .put("server.address", shape.service(callee.service()).name())
            .build();
    var from =
        new Hop(
            caller.number(),
            caller.service(),
            caller.instance(),
            caller.entity(),
            caller.context(),
            caller.parent(),
            callee.startNanos() - MILLI / 2,
            callee.endNanos() + MILLI / 2,
            callee.failed());
    return call(
        from,
        new SpanContext(caller.context().traceId(), span),
        caller.context().spanId(),
        Call.KIND_CLIENT,
        attributes,
        recorded);
  }

  /** A query of the service's database within a hop. */
  Call queried(Hop hop, LongUnaryOperator recorded) {
    var attributes =
        Attributes.builder()
            .put("db.system.name", "postgresql")
            .put("db.query.text", "SELECT * FROM orders WHERE id = ?")
            .build();
    return call(
        hop,
        new SpanContext(hop.context().traceId(), span()),
        hop.context().spanId(),
        Call.KIND_CLIENT,
        attributes,
        recorded);
  }

  private Call call(
      Hop hop,
      SpanContext context,
      SpanId parent,
      int kind,
      Attributes attributes,
      LongUnaryOperator recorded) {
    return new Call(
        origins[hop.service()][hop.instance()],
        context,
        parent,
        "",
        1,
        kind == Call.KIND_SERVER ? "POST " + ROUTE : "POST",
        kind,
        hop.startNanos(),
        hop.endNanos(),
        recorded.applyAsLong(hop.endNanos()),
        attributes,
        0,
        List.of(),
        0,
        List.of(),
        0,
        hop.failed() ? Call.STATUS_ERROR : Call.STATUS_UNSET,
        "");
  }

  LogLine line(Hop hop, LongUnaryOperator recorded) {
    // The templates, too, are not equally popular.
    var template = templates[(int) (TEMPLATES * Math.pow(random.nextDouble(), 3))];
    var text =
        template.formatted(
            shape.entity(hop.service(), hop.entity()).key(),
            Vocabulary.any(random),
            random.nextInt(90_000));
    long at = hop.endNanos();
    return new LogLine(
        origins[hop.service()][hop.instance()],
        at,
        at,
        recorded.applyAsLong(at),
        hop.failed() ? LogLine.SEVERITY_ERROR : 9,
        hop.failed() ? "ERROR" : "INFO",
        "",
        Value.of(text),
        Attributes.of("logger", "orders"),
        0,
        1,
        hop.context(),
        0);
  }

  EntityChange change(Hop hop, LongUnaryOperator recorded) {
    Optional<Document> value =
        random.nextInt(100) == 0
            ? Optional.empty()
            : Optional.of(
                Document.of(
                    "{\"id\":%d,\"state\":\"%s\",\"lines\":%d,\"total\":%d.%02d,\"customer\":\"%s\"}"
                        .formatted(
                            hop.entity(),
                            random.nextBoolean() ? "placed" : "paid",
                            1 + random.nextInt(9),
                            random.nextInt(500),
                            random.nextInt(100),
                            shape.customer(hop.number()))));
    long at = hop.startNanos() + (hop.endNanos() - hop.startNanos()) / 2;
    return new EntityChange(
        origins[hop.service()][hop.instance()],
        shape.entity(hop.service(), hop.entity()),
        value,
        at,
        recorded.applyAsLong(at),
        hop.context(),
        Attributes.none(),
        0);
  }

  Measurement measurement(int service, int instance, long at, LongUnaryOperator recorded) {
    return new Measurement(
        origins[service][instance],
        load,
        0,
        at,
        recorded.applyAsLong(at),
        Attributes.of("cpu.mode", "user"),
        new Measurement.Point.Gauge(new Measurement.Reading.Real(random.nextInt(1_000) / 1e3)),
        0,
        List.of(),
        0);
  }

  /** A setting; every one is changed now and then. */
  ConfigChange setting(int service, long at, LongUnaryOperator recorded) {
    return new ConfigChange(
        origins[service][0],
        "feature." + random.nextInt(FLAGS),
        Optional.of(Document.of(Integer.toString(random.nextInt(1_000)))),
        at,
        recorded.applyAsLong(at),
        SpanContext.none(),
        Attributes.none(),
        0);
  }

  /** The next version of a service, which its later events name. */
  Event deployment(int service, long at, LongUnaryOperator recorded) {
    var before = versions[service];
    runs(service, "1.0." + (Integer.parseInt(before.substring("1.0.".length())) + 1));
    return new Deployment(
        origins[service][0],
        versions[service],
        before,
        Long.toHexString(random.nextLong()),
        "production",
        Deployment.Source.CDEVENT,
        at,
        recorded.applyAsLong(at),
        Attributes.none(),
        0);
  }
}
