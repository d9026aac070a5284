package dev.traversion.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeTest {

  @Nested
  class A_server_call {
    @Test
    void shows_what_was_asked_and_answered() {
      var exchange =
          exchange(
              Attributes.builder()
                  .put("http.request.method", "POST")
                  .put("url.path", "/cart/7")
                  .put("url.query", "dry=true")
                  .put("http.route", "/cart/{id}")
                  .put("http.response.status_code", 201)
                  .put("http.request.header.Content-Type", array("application/json"))
                  .put("http.response.header.set-cookie", array("a=1", "b=2"))
                  .put("traversion.request.body", "{\"n\":1}")
                  .put("traversion.response.body", bytes(1, 2, 3)));

      assertThat(exchange.side()).isEqualTo(Exchange.Side.INBOUND);
      var request = exchange.request();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/cart/7");
      assertThat(request.query()).isEqualTo("dry=true");
      assertThat(request.route()).isEqualTo("/cart/{id}");
      assertThat(request.headers()).isEqualTo(Map.of("content-type", List.of("application/json")));
      assertThat(request.body()).contains(new Exchange.Body(Value.of("{\"n\":1}"), 7, false));
      assertThat(exchange.response().status()).isEqualTo(201);
      assertThat(exchange.response().headers())
          .isEqualTo(Map.of("set-cookie", List.of("a=1", "b=2")));
      assertThat(exchange.response().body()).contains(new Exchange.Body(bytes(1, 2, 3), 3, false));
    }

    @Test
    void says_how_long_a_truncated_body_was() {
      var exchange =
          exchange(
              Attributes.builder()
                  .put("traversion.request.body", "ab")
                  .put("traversion.request.body.truncated", true)
                  .put("traversion.request.body.size", 70_000));

      assertThat(exchange.request().body())
          .contains(new Exchange.Body(Value.of("ab"), 70_000, true));
    }

    @Test
    void counts_a_body_in_utf_8_bytes() {
      var exchange = exchange(Attributes.builder().put("traversion.request.body", "\u00e9\u20ac"));

      assertThat(exchange.request().body().orElseThrow().size()).isEqualTo(5);
    }

    @Test
    void of_an_older_agent_is_understood() {
      var exchange =
          exchange(
              Attributes.builder()
                  .put("http.method", "GET")
                  .put("http.target", "/items?page=2#top")
                  .put("http.status_code", 404));

      assertThat(exchange.request().method()).isEqualTo("GET");
      assertThat(exchange.request().path()).isEqualTo("/items");
      assertThat(exchange.request().query()).isEqualTo("page=2");
      assertThat(exchange.response().status()).isEqualTo(404);
    }

    @Test
    void that_tells_nothing_of_content_is_no_exchange() {
      assertThat(Exchange.of(call(Call.KIND_SERVER, Attributes.of("rpc.system", "grpc"))))
          .isEmpty();
    }

    private Exchange exchange(Attributes.Builder attributes) {
      return Exchange.of(call(Call.KIND_SERVER, attributes.build())).orElseThrow();
    }
  }

  @ParameterizedTest(name = "{0} -> {1} ? {2}")
  @CsvSource({
    "https://shop/cart/7?x=1#y, /cart/7, x=1",
    "http://shop, /, ''",
    "http://shop?x=1, /, x=1",
    "/relative?a, /relative, a",
  })
  void a_client_call_takes_path_and_query_from_its_url(String url, String path, String query) {
    var exchange =
        Exchange.of(call(Call.KIND_CLIENT, Attributes.of("url.full", url))).orElseThrow();

    assertThat(exchange.side()).isEqualTo(Exchange.Side.OUTBOUND);
    assertThat(exchange.request().url()).isEqualTo(url);
    assertThat(exchange.request().path()).isEqualTo(path);
    assertThat(exchange.request().query()).isEqualTo(query);
  }

  @Test
  void an_internal_call_crosses_no_edge() {
    assertThat(Exchange.of(call(Call.KIND_INTERNAL, Attributes.of("http.request.method", "GET"))))
        .isEmpty();
  }

  private static Value array(String... texts) {
    return new Value.Array(List.of(texts).stream().<Value>map(Value::of).toList());
  }

  private static Value bytes(int... bytes) {
    var content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return new Value.Bytes(Binary.wrap(content));
  }

  private static Call call(int kind, Attributes attributes) {
    return new Call(
        Origin.unknown(),
        new SpanContext(new TraceId(1, 2), new SpanId(3)),
        SpanId.none(),
        "",
        1,
        "a call",
        kind,
        10,
        20,
        30,
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
