package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.model.mirror.ServiceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps and blame, each answer held against the OpenAPI file. */
class NavigateTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static final String CART = "/api/v1/services/shop%2Fcart/entities/cart/7";

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
  }

  @Nested
  class Stepping {
    @Test
    void leads_to_the_next_deployment_and_back() {
      var next = step("from=-5h&what=deployment");
      assertThat(next.at("/items/0/version").asText()).isEqualTo("1.1.0");
      assertThat(next.get("at").asText()).isEqualTo("2026-01-01T09:00:00Z");
      var before = step("what=deployment&direction=previous&from=" + encoded(next.get("place")));
      assertThat(before.at("/items/0/version").asText()).isEqualTo("1.0.0");
    }

    @Test
    void leads_through_all_events_of_one_instant() {
      var ids = new TreeSet<String>();
      var from = "-301m";
      for (int i = 0; i < 4; i++) {
        var step = step("kind=entity-change&from=" + from);
        assertThat(step.get("at").asText()).isEqualTo("2026-01-01T07:00:00Z");
        ids.add(step.at("/items/0/id").asText());
        from = encoded(step.get("place"));
      }
      assertThat(ids).hasSize(4);
    }

    @Test
    void leads_to_errors_of_one_service() {
      var step = step("what=error&from=-1h&service=shop/order");
      assertThat(step.at("/items/0/kind").asText()).isEqualTo("call");
      assertThat(step("what=error&from=-1h&service=shop/cart").get("items")).isEmpty();
    }

    @Test
    void leads_to_the_write_that_changed_a_field_and_tells_what_it_changed() {
      var step =
          step("what=field-change&direction=previous&service=cart&entity=cart/7&path=/total");
      assertThat(step.get("at").asText()).isEqualTo("2026-01-01T10:00:00Z");
      assertThat(step.at("/change/before/json").decimalValue()).isEqualByComparingTo("12.50");
      assertThat(step.at("/change/after/json").asInt()).isEqualTo(-1);
    }

    @Test
    void leads_to_what_a_search_finds() {
      var step = step("q=severity%3E%3Dwarn&from=-1h");
      assertThat(step.at("/items/0/kind").asText()).isEqualTo("log");
    }

    @Test
    void leads_to_the_bucket_in_which_a_service_was_unlike_before_and_on() {
      recordMinutes(Set.of(70, 71, 90));
      var first = step("what=anomaly&from=-2h");
      assertThat(first.get("at").asText()).isEqualTo("2026-01-01T11:10:00Z");
      assertThat(first.get("items")).isEmpty();
      assertThat(first.at("/anomaly/service").asText()).isEqualTo("shop/stock");
      assertThat(first.at("/anomaly/level").asText()).isEqualTo("1m");
      assertThat(first.at("/anomaly/to").asText()).isEqualTo("2026-01-01T11:11:00Z");
      assertThat(first.at("/anomaly/deviations/0/measure").asText()).isEqualTo("error-share");
      var next = step("what=anomaly&level=1m&service=stock&from=" + encoded(first.get("place")));
      assertThat(next.get("at").asText()).isEqualTo("2026-01-01T11:30:00Z");
      var back = step("what=anomaly&direction=previous&from=" + encoded(next.get("place")));
      assertThat(back.get("at")).isEqualTo(first.get("at"));
      var none = step("what=anomaly&from=now");
      assertThat(none.has("anomaly")).isFalse();
      assertThat(none.has("at")).isFalse();
    }

    @Test
    void leads_to_an_anomaly_from_the_place_of_an_event_too() {
      recordMinutes(Set.of(70));
      var event = step("service=stock&from=-2h");
      var step = step("what=anomaly&from=" + encoded(event.get("place")));
      assertThat(step.get("at").asText()).isEqualTo("2026-01-01T11:10:00Z");
    }

    /** Two hours of thirty calls a minute, which fail in some minutes. */
    private void recordMinutes(Set<Integer> failing) {
      node.history.clear();
      for (int minute = 0; minute < 120; minute++) {
        for (int i = 0; i < 30; i++) {
          long at = Shop.ago(2) + minute * 60_000_000_000L + i * 1_000_000_000L;
          node.history.add(
              ServiceId.of("shop", "stock"),
              Shop.call("GET /stock", minute * 30L + i + 1, at, failing.contains(minute)));
        }
      }
    }

    @Test
    void leads_nowhere_where_there_is_nothing() {
      var step = step("from=now");
      assertThat(step.get("items")).isEmpty();
      assertThat(step.has("at")).isFalse();
      assertThat(step.has("searchedTo")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "direction=up",
          "what=anything",
          "path=/total",
          "what=deployment&kind=log",
          "what=field-change&service=cart&entity=cart/7&q=x",
          "what=field-change&service=cart",
          "what=anomaly&q=x",
          "what=anomaly&kind=call",
          "what=anomaly&operation=x",
          "what=anomaly&entity=cart/7",
          "what=anomaly&trace=0123456789abcdef0123456789abcdef",
          "what=anomaly&path=/total",
          "what=anomaly&level=2m",
          "level=1m",
          "what=field-change&entity=cart/7",
          "what=field-change&service=cart&entity=cart/7&path=total",
          "from=2026-01-01T00:00:00Z~1",
          "from=x~0000000000000000000000000000002a~cart",
          "from=2026-01-01T00:00:00Z~2a~cart"
        })
    void refuses_what_makes_no_sense(String query) {
      var reply = node.get("/api/v1/navigate?" + query);
      assertThat(reply.status()).isEqualTo(400);
      DOCUMENT.assertFits("GET /api/v1/navigate", reply);
      assertThat(reply.json().get("type").asText()).isEqualTo("/problems/parameter-invalid");
    }
  }

  @Nested
  class A_clock_that_is_off {
    @Test
    void is_corrected_and_the_answer_says_by_how_much() {
      node.history.clockIsAhead(Shop.CART, 50_000_000);
      var reply = node.get("/api/v1/services/shop%2Fcart/state?at=-2h");
      DOCUMENT.assertFits("GET /api/v1/services/{service}/state", reply);
      assertThat(reply.json().at("/clock/offsetNanos").asLong()).isEqualTo(50_000_000);
      assertThat(reply.json().at("/clock/pairs").asLong()).isEqualTo(5);
      var all = node.get("/api/v1/state?at=-2h");
      DOCUMENT.assertFits("GET /api/v1/state", all);
      assertThat(all.json().at("/items/0/clock/known").asBoolean()).isTrue();
      assertThat(all.json().at("/items/1/clock/known").asBoolean()).isFalse();
    }

    @Test
    void gives_events_a_corrected_instant_beside_their_own() {
      node.history.clockIsAhead(Shop.CART, 1_000_000_000);
      var step = step("from=-5h&what=deployment");
      assertThat(step.at("/items/0/occurredAt").asText()).isEqualTo("2026-01-01T09:00:00Z");
      assertThat(step.at("/items/0/correctedAt").asText()).isEqualTo("2026-01-01T08:59:59Z");
      assertThat(step.get("at").asText()).isEqualTo("2026-01-01T08:59:59Z");
    }
  }

  @Nested
  class Blame {
    @Test
    void names_the_write_that_changed_a_field_last() {
      node.history.add(
          Shop.CART, Shop.write("cart", "7", "{\"total\": -1, \"n\": 2}", Shop.ago(1)));
      var json = ok(CART + "/blame?path=/total");
      assertThat(json.at("/fields/0/value/json").asInt()).isEqualTo(-1);
      assertThat(json.at("/fields/0/before/json").asText()).isEqualTo("12.5");
      assertThat(json.at("/fields/0/setBy/occurredAt").asText()).isEqualTo("2026-01-01T10:00:00Z");
      assertThat(json.at("/fields/0/setBy/traceId").asText()).isEqualTo(Shop.TRACE.toString());
      assertThat(json.at("/lastWrite/occurredAt").asText()).isEqualTo("2026-01-01T11:00:00Z");
    }

    @Test
    void tells_of_every_field_where_none_is_named() {
      var json = ok(CART + "/blame?at=-3h");
      assertThat(json.get("fields")).hasSize(3);
      assertThat(json.at("/fields/1/path").asText()).isEqualTo("/items/0");
      assertThat(json.at("/fields/1/before")).isEmpty();
    }

    @Test
    void names_the_operation_the_version_and_the_commit() {
      node.history.add(Shop.CART, Shop.checkout());
      node.history.add(
          Shop.CART,
          Shop.by("1.1.0", Shop.write("cart", "7", "{\"total\": 3}", Shop.ago(0.1) + 9)));
      var set = ok(CART + "/blame?path=/total").at("/fields/0/setBy");
      assertThat(set.get("operation").asText()).isEqualTo("POST /checkout");
      assertThat(set.get("entry").asText()).isEqualTo("POST /checkout");
      assertThat(set.get("serviceVersion").asText()).isEqualTo("1.1.0");
      assertThat(set.get("commit").asText()).isEqualTo("c0ffee");
    }

    @Test
    void of_a_deleted_entity_names_the_deletion() {
      var json = ok("/api/v1/services/cart/entities/stock/x/blame");
      assertThat(json.get("deleted").asBoolean()).isTrue();
      assertThat(json.get("fields")).isEmpty();
      assertThat(json.at("/lastWrite/occurredAt").asText()).isEqualTo("2026-01-01T08:00:00Z");
    }

    @Test
    void of_a_value_that_is_no_json_is_of_the_whole_value() {
      var json = ok("/api/v1/services/cart/entities/cart/a%2Fb/blame?path=/total");
      assertThat(json.at("/fields/0/value/unknown").asBoolean()).isTrue();
    }

    @Test
    void of_what_was_never_written_is_a_problem() {
      var reply = node.get("/api/v1/services/cart/entities/cart/8/blame");
      assertThat(reply.status()).isEqualTo(404);
      DOCUMENT.assertFits("GET /api/v1/services/{service}/entities/{type}/{key}/blame", reply);
    }
  }

  @Test
  void a_history_tells_who_wrote_and_what_changed() {
    var reply = node.get(CART + "/history");
    DOCUMENT.assertFits("GET /api/v1/services/{service}/entities/{type}/{key}/history", reply);
    var newest = reply.json().at("/items/0");
    assertThat(newest.get("writer")).isEmpty();
    assertThat(newest.at("/changes/0/path").asText()).isEqualTo("/total");
    assertThat(newest.at("/changes/1/path").asText()).isEqualTo("/items");
    assertThat(newest.at("/changes/1/after")).isEmpty();
  }

  private static JsonNode step(String query) {
    var reply = node.get("/api/v1/navigate?" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    DOCUMENT.assertFits("GET /api/v1/navigate", reply);
    return reply.json();
  }

  private static JsonNode ok(String path) {
    var reply = node.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    DOCUMENT.assertFits("GET /api/v1/services/{service}/entities/{type}/{key}/blame", reply);
    return reply.json();
  }

  private static String encoded(JsonNode place) {
    return URLEncoder.encode(place.asText(), StandardCharsets.UTF_8);
  }
}
