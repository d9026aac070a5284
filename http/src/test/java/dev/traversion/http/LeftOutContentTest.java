package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of events without their contents: smaller, and never as if nothing had been recorded. */
class LeftOutContentTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

  /** Twice as long as what is kept, and a pair of surrogates just where it is cut. */
  private static final String LONG = "x".repeat(255) + "🦊" + "y".repeat(255);

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
  void forget() {
    node.history.clear();
    Shop.record(node.history);
  }

  @Test
  void bodies_are_left_out_however_short_and_tell_their_length() {
    var call = item("kind=call");
    assertThat(call.at("/exchange/request/body").toString())
        .isEqualTo("{\"leftOut\":true,\"truncated\":false,\"originalLength\":11}");
    assertThat(call.at("/exchange/response/body/originalLength").asInt()).isEqualTo(4);
  }

  @Test
  void a_body_that_was_not_recorded_still_looks_so() {
    node.history.add(Shop.ORDER, call(Attributes.builder().put("url.path", "/").build()));
    assertThat(item("kind=call&operation=bare").at("/exchange/request").has("body")).isFalse();
  }

  @Test
  void values_keep_their_beginning_and_short_ones_are_whole() {
    node.history.add(Shop.CART, Shop.write("cart", "long", '"' + LONG + '"', Shop.ago(0.2)));
    var value = item("entity=cart/long").get("value");
    assertThat(value.get("leftOut").asBoolean()).isTrue();
    assertThat(value.get("originalLength").asInt()).isEqualTo(255 + 4 + 255 + 2);
    assertThat(value.get("beginning").asText()).isEqualTo('"' + "x".repeat(255));
    assertThat(item("entity=cart/9").at("/value").has("json")).isTrue();
  }

  @Test
  void a_value_that_was_recorded_in_part_says_so_still() {
    node.history.add(
        Shop.CART,
        Shop.change(
            "cart", "cut", Optional.of(new Document('"' + LONG, true, 70_000)), Shop.ago(0.2)));
    var value = item("entity=cart/cut").get("value");
    assertThat(value.get("truncated").asBoolean()).isTrue();
    assertThat(value.get("originalLength").asInt()).isEqualTo(70_000);
  }

  @Test
  void attributes_and_headers_are_counted_and_an_empty_list_stays() {
    node.history.add(
        Shop.ORDER,
        call(
            Attributes.builder()
                .put("http.request.method", "GET")
                .put("http.request.header.accept", "*/*")
                .build()));
    var call = item("kind=call&operation=bare");
    assertThat(call.get("leftOut").toString()).isEqualTo("{\"attributes\":2}");
    assertThat(call.has("attributes")).isFalse();
    assertThat(call.at("/exchange/request").has("headers")).isFalse();
    assertThat(call.at("/exchange/response/headers")).isEmpty();
    assertThat(call.get("events")).isEmpty();
    node.history.add(Shop.CART, Shop.write("cart", "10", "{}", Shop.ago(0.2)));
    assertThat(item("entity=cart/10").get("attributes")).isEmpty();
    assertThat(item("entity=cart/10").has("leftOut")).isFalse();
  }

  @Test
  void a_structured_log_line_keeps_what_is_short_of_it() {
    node.history.add(
        Shop.ORDER,
        log(
            new Value.KeyValues(
                Attributes.builder()
                    .put("short", "x".repeat(256))
                    .put("long", LONG)
                    .put("bytes", new Value.Bytes(Binary.wrap(new byte[300])))
                    .put("list", new Value.Array(List.of(Value.of("a"), Value.of(LONG))))
                    .build())));
    var body = item("kind=log").at("/body/kvlistValue/values");
    assertThat(value(body, "short").has("stringValue")).isTrue();
    assertThat(value(body, "long").at("/leftOut/originalLength").asInt()).isEqualTo(514);
    assertThat(value(body, "long").at("/leftOut/beginning").asText())
        .as("not cut within a character")
        .isEqualTo("x".repeat(255));
    assertThat(value(body, "bytes").toString()).isEqualTo("{\"leftOut\":{\"originalLength\":300}}");
    assertThat(value(body, "list").at("/arrayValue/values/0/stringValue").asText()).isEqualTo("a");
    assertThat(value(body, "list").at("/arrayValue/values/1").has("leftOut")).isTrue();
  }

  @Test
  void a_log_line_keeps_its_beginning() {
    node.history.add(Shop.ORDER, log(Value.of(LONG)));
    var line = item("kind=log");
    assertThat(line.at("/body/leftOut/beginning").asText()).startsWith("xxx");
  }

  @Test
  void traces_and_steps_can_be_had_without_contents_too() {
    var trace = ok("/api/v1/traces/" + Shop.TRACE + "?content=false", "/api/v1/traces/{traceId}");
    assertThat(trace.findValues("body").getFirst().has("leftOut")).isTrue();
    var step =
        ok("/api/v1/navigate?what=error&from=-1h&content=false", "/api/v1/navigate").at("/items/0");
    assertThat(step.at("/exchange/request/body").has("leftOut")).isTrue();
  }

  @Test
  void content_is_there_unless_it_is_declined() {
    for (var query : List.of("", "&content=true")) {
      var reply = node.get("/api/v1/events?from=-10h" + query);
      assertThat(reply.body()).contains("\"json\":{\"cart\": 7}").doesNotContain("leftOut");
    }
    assertThat(node.get("/api/v1/events?content=no").status()).isEqualTo(400);
  }

  private static JsonNode item(String query) {
    var json = ok("/api/v1/events?from=-10h&content=false&" + query, "/api/v1/events");
    return json.at("/items/0");
  }

  private static JsonNode ok(String path, String operation) {
    var reply = node.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    DOCUMENT.assertFits("GET " + operation, reply);
    return reply.json();
  }

  private static JsonNode value(JsonNode pairs, String key) {
    for (var pair : pairs) {
      if (pair.get("key").asText().equals(key)) {
        return pair.get("value");
      }
    }
    throw new AssertionError(key + " is not among " + pairs);
  }

  private static Call call(Attributes attributes) {
    return new Call(
        Origin.unknown(),
        Shop.CHECKOUT,
        SpanId.none(),
        "",
        1,
        "bare",
        Call.KIND_SERVER,
        Shop.ago(0.05),
        Shop.ago(0.05) + 1,
        Shop.ago(0.05) + 2,
        attributes,
        0,
        List.of(),
        0,
        List.of(),
        0,
        Call.STATUS_OK,
        "");
  }

  private static LogLine log(Value body) {
    long at = Shop.ago(0.05);
    return new LogLine(
        Origin.unknown(),
        at,
        0,
        at,
        9,
        "INFO",
        "",
        body,
        Attributes.none(),
        0,
        1,
        Shop.CHECKOUT,
        0);
  }
}
