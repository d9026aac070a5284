package dev.traversion.benchmarks.ingest;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the requests that the driver sends: what an instrumented shop says of itself. In each
 * service a trace is a served request that checks something, asks a database, and calls the next
 * service. Names and attributes follow OpenTelemetry's semantic conventions.
 */
final class Journeys {
  /** Spans lie within this window before they are sent. */
  static final long WINDOW_NANOS = 1_000_000_000L;

  static final long TRACE_SPACING_NANOS = 1_500_000L;

  /** The place of the call to the next service among the spans of a trace. */
  static final int CALL_ONWARD = 1;

  private static final long MILLI = 1_000_000L;
  private static final long STEP = 2 * MILLI;
  private static final int VARIANTS = 2;
  private static final double FAILING = 0.01;

  private static final String[] NAMES = {
    "gateway",
    "catalog",
    "cart",
    "checkout",
    "order",
    "payment",
    "inventory",
    "shipping",
    "price",
    "ledger"
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15",
    "okhttp/4.12.0",
    "node-fetch/1.0"
  };
  private static final String[] TABLES = {"orders", "lines", "prices", "stock"};

  private final Load load;
  private final List<List<BodyTemplate>> byService = new ArrayList<>();

  Journeys(Load load) {
    this.load = load;
    for (int service = 0; service < load.services(); service++) {
      var templates = new ArrayList<BodyTemplate>();
      int instances = 2 + service % 2;
      for (int variant = 0; variant < VARIANTS; variant++) {
        for (int instance = 0; instance < instances; instance++) {
          templates.add(new BodyTemplate(request(service, instance, variant)));
        }
      }
      byService.add(templates);
    }
  }

  /** The template of a request: a service's instances take turns. */
  BodyTemplate template(long request) {
    var templates = byService.get(load.service(request));
    return templates.get((int) (load.round(request) % templates.size()));
  }

  int longestBody() {
    return byService.stream().flatMap(List::stream).mapToInt(BodyTemplate::length).max().orElse(0);
  }

  /** Whether a span is an errand inside its service, short and beside the call onward. */
  static boolean isInner(int place) {
    return place > CALL_ONWARD;
  }

  static String name(int service) {
    return service < NAMES.length ? NAMES[service] : "service-" + service;
  }

  private ExportTraceServiceRequest request(int service, int instance, int variant) {
    var random = new SplittableRandom(load.seed() + service * 1_000L + instance * 100L + variant);
    var spans = ScopeSpans.newBuilder().setScope(scope());
    for (int trace = 0; trace < Load.TRACES; trace++) {
      addTrace(spans, service, random);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource(service, instance))
                .addScopeSpans(spans))
        .build();
  }

  private static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("@opentelemetry/instrumentation-http")
        .setVersion("0.203.0")
        .build();
  }

  private Resource resource(int service, int instance) {
    var attributes = new Attributes();
    attributes.put("service.namespace", "bench");
    attributes.put("service.name", name(service));
    attributes.put("service.version", "1." + service + ".0");
    attributes.put("service.instance.id", name(service) + "-" + instance);
    attributes.put("deployment.environment.name", "production");
    attributes.put("host.name", "node-" + instance + ".bench.internal");
    attributes.put("process.pid", 4_000 + service * 10 + instance);
    attributes.put("telemetry.sdk.language", "nodejs");
    attributes.put("telemetry.sdk.name", "opentelemetry");
    attributes.put("telemetry.sdk.version", "2.0.1");
    return Resource.newBuilder().addAllAttributes(attributes.list).build();
  }

  private void addTrace(ScopeSpans.Builder spans, int service, SplittableRandom random) {
    long in = service * STEP;
    long total = 2L * load.services() * STEP + 20 * MILLI;
    boolean fails = random.nextDouble() < FAILING;
    int status = fails ? 500 : random.nextInt(20) == 0 ? 404 : 200;
    String method = random.nextInt(3) == 0 ? "POST" : "GET";
    String next = name((service + 1) % load.services());

    var served = new Attributes();
    served.put("http.request.method", method);
    served.put("http.route", "/" + name(service) + "/orders/{id}");
    served.put("url.scheme", "http");
    served.put("url.path", "/" + name(service) + "/orders/" + BodyTemplate.ORDER);
    served.put("http.response.status_code", status);
    served.put("server.address", name(service) + ".bench.internal");
    served.put("server.port", 8080);
    served.put("client.address", "10.0." + random.nextInt(4) + "." + random.nextInt(256));
    served.put("user_agent.original", AGENTS[random.nextInt(AGENTS.length)]);
    var server =
        span(method + " /" + name(service) + "/orders/{id}", Span.SpanKind.SPAN_KIND_SERVER, served)
            .setStartTimeUnixNano(in + 1)
            .setEndTimeUnixNano(total - in);
    if (service > 0) {
      server.setParentSpanId(ByteString.copyFrom(new byte[8]));
    }
    if (fails) {
      fail(server);
    }
    spans.addSpans(server);

    var onward = new Attributes();
    onward.put("http.request.method", method);
    onward.put("url.full", "http://" + next + ".bench.internal/orders/" + BodyTemplate.ORDER);
    onward.put("http.response.status_code", status);
    onward.put("server.address", next + ".bench.internal");
    onward.put("server.port", 8080);
    onward.put("network.protocol.version", "1.1");
    onward.put("peer.service", next);
    spans.addSpans(
        child(method, Span.SpanKind.SPAN_KIND_CLIENT, onward)
            .setStartTimeUnixNano(in + MILLI)
            .setEndTimeUnixNano(total - in - MILLI));

    var check = new Attributes();
    check.put("code.function.name", name(service) + ".check");
    check.put("thread.id", 1 + random.nextInt(8));
    check.put("thread.name", "worker-" + random.nextInt(8));
    check.put("order.lines", 1 + random.nextInt(12));
    check.put("feature_flag.key", "fast-lane");
    check.put("feature_flag.result.variant", random.nextBoolean() ? "on" : "off");
    spans.addSpans(
        child("check order", Span.SpanKind.SPAN_KIND_INTERNAL, check)
            .setStartTimeUnixNano(in + 300_000)
            .setEndTimeUnixNano(in + 600_000));

    String table = TABLES[random.nextInt(TABLES.length)];
    var asked = new Attributes();
    asked.put("db.system.name", "postgresql");
    asked.put("db.namespace", name(service));
    asked.put("db.operation.name", "SELECT");
    asked.put("db.collection.name", table);
    asked.put("db.query.text", "SELECT * FROM " + table + " WHERE order_id = $1 LIMIT 50");
    asked.put("db.response.returned_rows", random.nextInt(50));
    asked.put("server.address", "db." + name(service) + ".bench.internal");
    asked.put("server.port", 5432);
    spans.addSpans(
        child("SELECT " + table, Span.SpanKind.SPAN_KIND_CLIENT, asked)
            .setStartTimeUnixNano(in + 620_000)
            .setEndTimeUnixNano(in + 950_000));
  }

  private static void fail(Span.Builder span) {
    span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    var raised = new Attributes();
    raised.put("exception.type", "TimeoutError");
    raised.put("exception.message", "no answer for order " + BodyTemplate.ORDER);
    raised.put(
        "exception.stacktrace",
        """
        TimeoutError: no answer
            at Client.request (/app/node_modules/client/index.js:212:17)
            at async Orders.load (/app/src/orders.js:48:20)
            at async Server.handle (/app/src/server.js:91:5)""");
    span.addEvents(
        Span.Event.newBuilder()
            .setTimeUnixNano(1)
            .setName("exception")
            .addAllAttributes(raised.list));
  }

  private static Span.Builder child(String name, Span.SpanKind kind, Attributes attributes) {
    return span(name, kind, attributes).setParentSpanId(ByteString.copyFrom(new byte[8]));
  }

  private static Span.Builder span(String name, Span.SpanKind kind, Attributes attributes) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(new byte[16]))
        .setSpanId(ByteString.copyFrom(new byte[8]))
        .setFlags(1)
        .setName(name)
        .setKind(kind)
        .addAllAttributes(attributes.list);
  }

  private static final class Attributes {
    private final List<KeyValue> list = new ArrayList<>();

    void put(String key, String value) {
      put(key, AnyValue.newBuilder().setStringValue(value));
    }

    void put(String key, long value) {
      put(key, AnyValue.newBuilder().setIntValue(value));
    }

    private void put(String key, AnyValue.Builder value) {
      list.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
    }
  }
}
