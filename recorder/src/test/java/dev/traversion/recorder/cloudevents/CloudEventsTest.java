package dev.traversion.recorder.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {
  private static final long RECORDED = 1_767_268_900_000_000_000L;

  @Nested
  class An_event {
    @Test
    void sent_again_has_the_same_id() {
      var json = event("io.example.any", "\"data\":1");

      assertThat(only(Event.class, json, RECORDED).id())
          .isEqualTo(only(Event.class, json, RECORDED + 99).id());
    }

    @Test
    void happened_at_its_time() {
      var json = event("io.example.any", "\"time\":\"2026-01-01T13:00:00.000000007+01:00\"");

      assertThat(only(Event.class, json).occurredAtNanos()).isEqualTo(1_767_268_800_000_000_007L);
    }

    @Test
    void of_binary_data_is_a_signal_of_bytes() {
      var json = event("io.example.any", "\"data_base64\":\"AQID\"");

      assertThat(only(SystemSignal.class, json).body())
          .isEqualTo(new Value.Bytes(Binary.wrap(new byte[] {1, 2, 3})));
    }

    @Test
    void of_an_unknown_type_belongs_to_the_service_its_source_ends_with() {
      var decoded = decode("{" + head("io.example.any") + "}", false, RECORDED);

      assertThat(decoded.byService()).containsOnlyKeys(ServiceId.of("", "ci"));
    }

    @Test
    void keeps_its_extensions() {
      var json = event("io.example.any", "\"tenantid\":\"t1\",\"sampled\":7");

      var attributes = only(SystemSignal.class, json).attributes();

      assertThat(attributes.text("cloudevents.extension.tenantid")).isEqualTo("t1");
      assertThat(attributes.get("cloudevents.extension.sampled")).isEqualTo(Value.of(7));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{}|specversion is missing or empty",
          "{'specversion':'0.3','id':'1','source':'/ci','type':'t'}"
              + "|specversion is '0.3'; known: 1.0",
          "{'specversion':'1.0','source':'/ci','type':'t'}|id is missing or empty",
          "{'specversion':'1.0','id':7,'source':'/ci','type':'t'}|id is not a string",
          "{'specversion':'1.0','id':'1','source':'/ci','type':'t','time':'noon'}"
              + "|time is 'noon'; expected RFC 3339, e.g. 2026-01-01T12:00:00Z",
          "{'specversion':'1.0','id':'1','source':'//','type':'t'}"
              + "|'//' does not name a service: service name is empty",
          "{'specversion':'1.0','id':'1','source':'/ci','type':'t','data_base64':'?'}"
              + "|data_base64 is not Base64",
          "{'specversion':'1.0','id':'1','source':'/ci','type':'dev.traversion.entity.change'}"
              + "|data.entity.type is missing or empty",
          "{'specversion':'1.0','id':'1','source':'/ci','type':'dev.traversion.signal',"
              + "'data':{'name':'x','severity':25}}"
              + "|data.severity is not a whole number from 0 to 24",
        })
    void that_breaks_a_rule_is_rejected_with_the_rule(String json, String reason) {
      var decoded = decode(json.replace('\'', '"'), false, RECORDED);

      assertThat(decoded.rejected()).isEqualTo(1);
      assertThat(decoded.reason()).isEqualTo("the event: " + reason);
    }
  }

  @Nested
  class A_batch {
    @Test
    void loses_only_what_is_not_acceptable() {
      var good = event("io.example.any", "\"data\":1");

      var decoded = decode("[" + good + ",7," + good + "]", true, RECORDED);

      assertThat(decoded.accepted()).isEqualTo(2);
      assertThat(decoded.reason()).isEqualTo("[1]: it is not a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{}|true|a batch of CloudEvents is a JSON array",
          "[]|false|a CloudEvent is a JSON object",
        })
    void and_a_single_event_are_not_taken_for_each_other(String json, boolean batch, String why) {
      assertThat(raw(json, batch, RECORDED)).isEqualTo(new Decoded.Malformed(why));
    }

    @Test
    void that_is_not_json_is_malformed() {
      assertThat(raw("[1,", true, RECORDED))
          .isInstanceOfSatisfying(
              Decoded.Malformed.class,
              malformed -> assertThat(malformed.reason()).startsWith("not JSON: "));
    }
  }

  @Nested
  class An_entity_change {
    @Test
    void keeps_every_digit_of_its_value() {
      var json =
          event(
              "dev.traversion.entity.change",
              "\"data\":{\"service\":\"shop/order\",\"entity\":{\"type\":\"order\",\"key\":\"42\"},"
                  + "\"value\":{\"total\":12.900,\"big\":123456789012345678901234567890},"
                  + "\"traceId\":\"5b8efff798038103d269b633813fc60c\","
                  + "\"spanId\":\"eee19b7ec3c1b174\"}");

      var change = only(EntityChange.class, json);

      assertThat(change.value())
          .contains(Document.of("{\"total\":12.900,\"big\":123456789012345678901234567890}"));
      assertThat(change.context().spanId()).hasToString("eee19b7ec3c1b174");
      assertThat(change.entity()).hasToString("order/42");
    }

    @Test
    void of_a_delete_needs_no_value() {
      var json =
          event(
              "dev.traversion.entity.change",
              "\"data\":{\"entity\":{\"type\":\"order\",\"key\":\"42\"},\"operation\":\"delete\"}");

      assertThat(only(EntityChange.class, json).value()).isEmpty();
    }

    @Test
    void longer_than_the_limit_is_cut() {
      var json =
          event(
              "dev.traversion.config.change",
              "\"data\":{\"key\":\"k\",\"value\":\"" + "x".repeat(70_000) + "\"}");

      var value = only(ConfigChange.class, json).value().orElseThrow();

      assertThat(value.truncated()).isTrue();
      assertThat(value.originalLength()).isEqualTo(70_002);
      assertThat(value.json()).hasSize(65_536);
    }
  }

  @Nested
  class A_CDEvents_deployment {
    @ParameterizedTest
    @CsvSource({
      "dev.cdevents.service.deployed.0.1.0",
      "dev.cdevents.service.upgraded.0.2.0",
      "dev.cdevents.service.rolledback.0.3.0-draft",
      "dev.cdevents.service.deployed",
    })
    void is_known_whatever_its_version(String type) {
      var deployment = only(Deployment.class, cdevent(type, "pkg:golang/my.org/cart@v1.2"));

      assertThat(deployment.version()).isEqualTo("v1.2");
      assertThat(deployment.environment()).isEqualTo("production");
      assertThat(deployment.source()).isEqualTo(Deployment.Source.CDEVENT);
      assertThat(deployment.origin().resource().attributes().text("service.name"))
          .isEqualTo("cart");
    }

    @ParameterizedTest
    @CsvSource({
      "pkg:oci/cart@sha256%3Aabc, sha256:abc, ''",
      "pkg:oci/cart@sha256%3Aabc?tag=1.4.1&arch=amd64, 1.4.1, ''",
      "pkg:npm/%40acme/cart@2.0.0#dist, 2.0.0, ''",
      "pkg:generic/cart@1?vcs_url=git%2Bhttps://h/r%40f00, 1, f00",
      "0b31b1c02ff4, 0b31b1c02ff4, ''",
    })
    void takes_version_and_commit_from_the_package_url(String purl, String version, String commit) {
      var deployment = only(Deployment.class, cdevent("dev.cdevents.service.deployed.0.2.0", purl));

      assertThat(deployment.version()).isEqualTo(version);
      assertThat(deployment.commit()).isEqualTo(commit);
      assertThat(deployment.attributes().text("artifact.purl")).isEqualTo(purl);
    }

    @Test
    void without_a_version_is_rejected() {
      var decoded =
          decode(
              cdevent("dev.cdevents.service.deployed.0.2.0", "pkg:npm/@acme/cart"),
              false,
              RECORDED);

      assertThat(decoded.reason())
          .isEqualTo(
              "the event: data.subject.content.artifactId names no version: pkg:npm/@acme/cart");
    }

    @Test
    void that_deploys_nothing_is_a_signal() {
      assertThat(
              only(SystemSignal.class, cdevent("dev.cdevents.service.removed.0.2.0", "x")).name())
          .isEqualTo("dev.cdevents.service.removed.0.2.0");
    }

    private String cdevent(String type, String artifact) {
      return "{"
          + head(type)
          + ",\"data\":{\"context\":{\"timestamp\":\"2026-01-01T12:00:00Z\"},\"subject\":{\"id\":"
          + "\"service/cart\",\"type\":\"service\",\"content\":{\"environment\":{\"id\":"
          + "\"production\"},\"artifactId\":\""
          + artifact
          + "\"}}}}";
    }
  }

  private static String head(String type) {
    return "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"https://build.example/team/ci?x#y\","
        + "\"type\":\""
        + type
        + "\"";
  }

  private static String event(String type, String more) {
    return "{" + head(type) + "," + more + "}";
  }

  private static Decoded raw(String json, boolean batch, long recordedAtNanos) {
    return new CloudEventsDecoder(Limits.defaults(), "default")
        .decode(json.getBytes(StandardCharsets.UTF_8), batch, recordedAtNanos);
  }

  private static Decoded.Events decode(String json, boolean batch, long recordedAtNanos) {
    return (Decoded.Events) raw(json, batch, recordedAtNanos);
  }

  private static <E extends Event> E only(Class<E> kind, String json) {
    return only(kind, json, RECORDED);
  }

  private static <E extends Event> E only(Class<E> kind, String json, long recordedAtNanos) {
    var decoded = decode(json, false, recordedAtNanos);
    assertThat(decoded.reason()).isEmpty();
    var events = decoded.byService().values().stream().flatMap(List::stream).toList();
    assertThat(events).hasSize(1);
    return kind.cast(events.getFirst());
  }
}
