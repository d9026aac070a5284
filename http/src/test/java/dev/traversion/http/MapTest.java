package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.Completeness;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/map}, each answer held against the OpenAPI file. */
class MapTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static final String MAP = "/api/v1/map?at=2026-01-01T11:54:30Z";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void record() {
    node.history.clear();
    Shop.record(node.history);
    // The checkout that fails asks the cart, and a database that does not record.
    var asked = new SpanContext(Shop.TRACE, new SpanId(8));
    var start = Shop.ago(0.1) + 1_000_000;
    node.history.add(
        Shop.ORDER,
        call(asked, new SpanId(7), Call.KIND_CLIENT, start, 5_000_000, Attributes.none()));
    node.history.add(
        Shop.CART,
        call(
            new SpanContext(Shop.TRACE, new SpanId(9)),
            new SpanId(8),
            Call.KIND_SERVER,
            start + 1,
            4_000_000,
            Attributes.none()));
    node.history.add(
        Shop.CART,
        call(
            new SpanContext(Shop.TRACE, new SpanId(10)),
            new SpanId(9),
            Call.KIND_CLIENT,
            start + 2,
            3_000_000,
            Attributes.of("db.system.name", "postgresql")));
  }

  @Test
  void shows_services_with_version_and_traffic_and_what_they_ask_outside() {
    var json = ok(MAP + "&window=1m30s");
    assertThat(json.get("at").asText()).isEqualTo("2026-01-01T11:54:30Z");
    assertThat(json.get("windowNanos").asLong()).isEqualTo(90_000_000_000L);
    assertThat(ids(json))
        .isEqualTo(
            List.of("service:shop/cart", "service:shop/order", "outside:database:postgresql//"));
    var cart = json.at("/nodes/0");
    assertThat(cart.get("version").asText()).isEqualTo("1.1.0");
    assertThat(cart.at("/inFlight").asInt()).isZero();
  }

  @Test
  void shows_calls_in_flight_and_a_moment_later_as_traffic() {
    var during = ok("/api/v1/map?at=2026-01-01T11:54:00.003Z");
    assertThat(during.at("/edges/1/from").asText()).isEqualTo("service:shop/order");
    assertThat(during.at("/edges/1/to").asText()).isEqualTo("service:shop/cart");
    assertThat(during.at("/edges/1/standing").asText()).isEqualTo("observed");
    assertThat(during.at("/edges/1/inFlight").asInt()).isEqualTo(1);
    assertThat(during.at("/edges/0/standing").asText()).isEqualTo("inferred");

    var after = ok("/api/v1/map?at=2026-01-01T11:54:01Z");
    assertThat(after.at("/edges/1/inFlight").asInt()).isZero();
    assertThat(after.at("/edges/1/traffic/calls").asInt()).isEqualTo(1);
    assertThat(after.at("/edges/1/traffic/p95Nanos").asLong()).isEqualTo(5_000_000);
    assertThat(after.at("/nodes/1/traffic/errorRatio").asDouble()).isEqualTo(1.0);
    assertThat(after.at("/nodes/1/entry/calls").asInt()).isEqualTo(1);
  }

  @Test
  void says_what_it_may_lack() {
    node.history.lacks(
        new Completeness(List.of(), List.of(), List.of(new MirrorId(Shop.CART, 0)), false));
    assertThat(ok(MAP).at("/completeness/silentMirrorsTotal").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "2h", "5", "-5m", "fortnight", "500us"})
  void refuses_a_window_that_makes_no_sense(String window) {
    var reply = node.get(MAP + "&window=" + window);
    assertThat(reply.status()).isEqualTo(400);
    DOCUMENT.assertFits("Problem", reply.body());
    assertThat(reply.json().get("parameter").asText()).isEqualTo("window");
  }

  private static JsonNode ok(String path) {
    var reply = node.get(path);
    assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(200);
    DOCUMENT.assertFits("GET /api/v1/map", reply);
    return reply.json();
  }

  private static List<String> ids(JsonNode json) {
    return json.get("nodes").findValuesAsText("id");
  }

  private static Call call(
      SpanContext context,
      SpanId parent,
      int kind,
      long start,
      long length,
      Attributes attributes) {
    return new Call(
        Origin.unknown(),
        context,
        parent,
        "",
        0,
        "GET /cart",
        kind,
        start,
        start + length,
        start + length,
        attributes,
        0,
        List.of(),
        0,
        List.of(),
        0,
        Call.STATUS_UNSET,
        "");
  }
}
