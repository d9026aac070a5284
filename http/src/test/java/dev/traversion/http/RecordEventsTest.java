package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.http.TestNode.Reply;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.recorder.Receipt;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CloudEvents over HTTP. */
class RecordEventsTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static final String DEPLOYED =
      """
      {
        "specversion": "1.0", "id": "%s", "source": "/ci/pipeline",
        "type": "dev.cdevents.service.deployed.0.2.0", "time": "2026-01-01T12:00:00Z",
        "data": {
          "context": {"version": "0.4.1", "type": "dev.cdevents.service.deployed.0.2.0"},
          "subject": {
            "id": "service/payment", "type": "service",
            "content": {"environment": {"id": "production"}, "artifactId": "pkg:npm/payment@1.4.1"}
          }
        }
      }
      """;
  private static final String CHANGED =
      """
      {"service": "shop/cart", "key": "checkout-v2", "value": {"share": 0.10}}""";

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode("max-body = 10000");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void forget() {
    node.intake.clear();
  }

  @Test
  void take_one_structured_event() {
    var reply = post("application/cloudevents+json", DEPLOYED.formatted("1"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"accepted\":1,\"rejected\":0}");
    assertThat(node.intake.events())
        .singleElement()
        .satisfies(event -> assertThat(((Deployment) event).version()).isEqualTo("1.4.1"));
  }

  @Test
  void take_a_batch_and_say_what_is_not_acceptable_in_it() {
    var reply =
        post(
            "application/cloudevents-batch+json; charset=utf-8",
            "[" + DEPLOYED.formatted("1") + ", {\"specversion\": \"1.0\"}]");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("accepted").asInt()).isEqualTo(1);
    assertThat(reply.json().get("rejected").asInt()).isEqualTo(1);
    assertThat(reply.json().get("reason").asText()).startsWith("[1]");
  }

  @Test
  void take_a_binary_event_digit_for_digit() {
    var reply =
        node.send(
            HttpRequest.newBuilder(node.api("/api/v1/events"))
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "2")
                .header("ce-source", "/flags%20of%20ours")
                .header("ce-type", "dev.traversion.config.change")
                .header("ce-time", "2026-01-01T12:00:00.000000001Z")
                .POST(BodyPublishers.ofString(CHANGED)));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(node.intake.events())
        .singleElement()
        .satisfies(
            event -> {
              var change = (ConfigChange) event;
              assertThat(change.value().orElseThrow().json()).isEqualTo("{\"share\":0.10}");
              assertThat(change.occurredAtNanos()).isEqualTo(1_767_268_800_000_000_001L);
              assertThat(change.attributes().text("cloudevents.event_source"))
                  .isEqualTo("/flags of ours");
            });
  }

  @Test
  void refuse_what_is_not_acceptable_at_all() {
    var reply = post("application/cloudevents+json", "{\"specversion\": \"1.0\"}");
    problem(reply, 422, "events-rejected");
    assertThat(reply.json().get("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void refuse_what_cannot_be_read() {
    problem(post("application/cloudevents+json", "{nonsense"), 400, "body-malformed");
  }

  @Test
  void refuse_other_media_types_and_encodings() {
    problem(post("application/json", CHANGED), 415, "media-type-unsupported");
    problem(post("text/plain", CHANGED), 415, "media-type-unsupported");
    problem(
        node.send(
            HttpRequest.newBuilder(node.api("/api/v1/events"))
                .header("Content-Type", "application/cloudevents+json")
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString(CHANGED))),
        415,
        "encoding-unsupported");
  }

  @Test
  void refuse_what_is_too_large() {
    problem(post("application/cloudevents+json", " ".repeat(10_001)), 413, "body-too-large");
  }

  @Test
  void ask_to_come_back_later() {
    node.intake.answer(new Receipt.Refused("full", Duration.ofSeconds(2), true));
    var overloaded = post("application/cloudevents+json", CHANGED);
    problem(overloaded, 429, "recorder-overloaded");
    assertThat(overloaded.header("Retry-After")).isEqualTo("2");

    node.intake.answer(new Receipt.Refused("no Cassandra", Duration.ofSeconds(3), false));
    var away = post("application/cloudevents+json", CHANGED);
    problem(away, 503, "recorder-unavailable");
    assertThat(away.header("Retry-After")).isEqualTo("3");
  }

  private static Reply post(String type, String body) {
    var reply =
        node.send(
            HttpRequest.newBuilder(node.api("/api/v1/events"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    DOCUMENT.assertFits("POST /api/v1/events", reply);
    return reply;
  }

  private static void problem(Reply reply, int status, String slug) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.json().get("type").asText()).isEqualTo("/problems/" + slug);
  }
}
