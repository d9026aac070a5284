package dev.traversion.http;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.time.EpochNanos;
import java.util.List;
import java.util.Optional;

/** A small story: a deployment, a write that poisons a cart, and the checkout that fails on it. */
final class Shop {
  static final ServiceId CART = ServiceId.of("shop", "cart");
  static final ServiceId ORDER = ServiceId.of("shop", "order");
  static final TraceId TRACE = TraceId.parse("0123456789abcdef0123456789abcdef");
  static final SpanContext CHECKOUT = new SpanContext(TRACE, new SpanId(7));
  private static final long HOUR = 3_600_000_000_000L;
  private static final long NOON = EpochNanos.of(TestNode.NOW);

  private Shop() {}

  /** {@code hours} before now. */
  static long ago(double hours) {
    return NOON - (long) (hours * HOUR);
  }

  static void record(InMemoryHistory history) {
    history.add(CART, deployment("1.0.0", ago(10)));
    history.add(CART, deployment("1.1.0", ago(3)));
    history.add(CART, setting("payment.timeout", "250", ago(9)));
    history.add(CART, write("cart", "7", "{\"total\": 12.50, \"items\": [1, 2]}", ago(5)));
    history.add(CART, write("cart", "7", "{\"total\": -1}", ago(2)));
    history.add(CART, write("cart", "a/b", "not JSON", ago(5)));
    history.add(CART, write("cart", "9", "1e400", ago(5)));
    history.add(CART, write("stock", "x", "{}", ago(5)));
    history.add(CART, delete("stock", "x", ago(4)));
    history.add(ORDER, checkout());
    history.add(
        ORDER,
        new LogLine(
            Origin.unknown(),
            ago(0.1) + 5,
            0,
            ago(0.1) + 9,
            17,
            "ERROR",
            "",
            Value.of("total is negative"),
            Attributes.none(),
            0,
            1,
            CHECKOUT,
            0));
  }

  static Call checkout() {
    return new Call(
        Origin.unknown(),
        CHECKOUT,
        SpanId.none(),
        "",
        1,
        "POST /checkout",
        Call.KIND_SERVER,
        ago(0.1),
        ago(0.1) + 40_000_000,
        ago(0.1) + 50_000_000,
        Attributes.builder()
            .put("http.request.method", "POST")
            .put("url.path", "/checkout")
            .put("http.response.status_code", 500)
            .put("traversion.request.body", "{\"cart\": 7}")
            .put("traversion.response.body", "oops")
            .put("retries", Long.MAX_VALUE)
            .build(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        Call.STATUS_ERROR,
        "negative total");
  }

  /** A call that says nothing of itself but whether it failed. */
  static Call call(String name, long span, long at, boolean failed) {
    return new Call(
        Origin.unknown(),
        new SpanContext(TRACE, new SpanId(span)),
        SpanId.none(),
        "",
        1,
        name,
        Call.KIND_SERVER,
        at,
        at + 5_000_000,
        at + 6_000_000,
        Attributes.none(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        failed ? Call.STATUS_ERROR : Call.STATUS_OK,
        "");
  }

  static EntityChange write(String type, String key, String json, long at) {
    return change(type, key, Optional.of(Document.of(json)), at);
  }

  static EntityChange delete(String type, String key, long at) {
    return change(type, key, Optional.empty(), at);
  }

  static EntityChange change(String type, String key, Optional<Document> value, long at) {
    return new EntityChange(
        Origin.unknown(),
        new EntityRef(type, key),
        value,
        at,
        at + 1,
        CHECKOUT,
        Attributes.none(),
        0);
  }

  /** The same, done by a version of the service. */
  static EntityChange by(String version, EntityChange change) {
    return new EntityChange(
        origin(version),
        change.entity(),
        change.value(),
        change.occurredAtNanos(),
        change.recordedAtNanos(),
        change.context(),
        change.attributes(),
        change.ordinal());
  }

  private static Origin origin(String version) {
    return new Origin(
        new Origin.Resource(Attributes.builder().put("service.version", version).build(), 0, ""),
        new Origin.Scope("", "", Attributes.none(), 0, ""));
  }

  private static ConfigChange setting(String key, String json, long at) {
    return new ConfigChange(
        Origin.unknown(),
        key,
        Optional.of(Document.of(json)),
        at,
        at + 1,
        SpanContext.none(),
        Attributes.none(),
        0);
  }

  private static Deployment deployment(String version, long at) {
    return new Deployment(
        Origin.unknown(),
        version,
        "",
        "c0ffee",
        "production",
        Deployment.Source.CDEVENT,
        at,
        at + 1,
        Attributes.none(),
        0);
  }
}
