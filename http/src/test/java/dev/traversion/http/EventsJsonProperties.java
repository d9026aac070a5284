package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traversion.http.json.Contents;
import dev.traversion.http.json.EventsJson;
import dev.traversion.http.json.Json;
import dev.traversion.http.json.StateJson;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.RecordedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever was recorded can be written, fits the schema, and loses nothing of its attributes. */
class EventsJsonProperties {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void every_page_of_events_fits_its_schema() {
    Seeds.forEach(
        20,
        seed -> {
          var events = new Events(seed).list(40);
          DOCUMENT.assertFits("EventPage", page(events, Contents.WHOLE));
          DOCUMENT.assertFits("EventPage", page(events, Contents.BEGINNINGS));
        });
  }

  @Test
  void every_state_fits_its_schema() {
    Seeds.forEach(
        20,
        seed -> {
          var events = new Events(seed).list(200);
          var at = events.get(100).occurredAtNanos();
          var state = Fold.upTo(at).addAll(events).finish();
          DOCUMENT.assertFits(
              "ServiceState",
              text(
                  Json.object(
                      json -> {
                        json.text("service", Shop.CART.path()).instant("at", at);
                        StateJson.summary(json, state, 1_000);
                        StateJson.living(json, new TreeMap<>(Map.of("order", 3L)));
                        StateJson.details(json, state);
                      })));
        });
  }

  @Test
  void attributes_come_back_exact() {
    Seeds.forEach(
        100,
        seed -> {
          var events = new Events(seed).list(20);
          var json = MAPPER.readTree(page(events, Contents.WHOLE));
          for (int i = 0; i < events.size(); i++) {
            var origin = json.get("origins").get(json.at("/items/" + i + "/origin").asInt());
            assertThat(read(origin.at("/resource/attributes")))
                .isEqualTo(readable(events.get(i).origin().resource().attributes()));
            if (events.get(i) instanceof Call call) {
              assertThat(read(json.at("/items/" + i + "/attributes")))
                  .isEqualTo(readable(call.attributes()));
            }
          }
        });
  }

  private static String page(List<Event> events, Contents contents) {
    return text(
        Json.object(
            json -> {
              json.instant("from", 0).instant("to", 1);
              EventsJson.write(
                  json,
                  events.stream().map(event -> new RecordedEvent(Shop.CART, event)).toList(),
                  (_, nanos) -> nanos % 3 == 0 && nanos > 0 ? nanos - 1 : nanos,
                  contents);
            }));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Attributes read(JsonNode pairs) throws IOException {
    var attributes = Attributes.builder();
    for (var pair : pairs) {
      attributes.put(pair.get("key").asText(), value(pair.get("value")));
    }
    return attributes.build();
  }

  private static Value value(JsonNode any) throws IOException {
    var names = any.fieldNames();
    if (!names.hasNext()) {
      return Value.empty();
    }
    var name = names.next();
    var content = any.get(name);
    return switch (name) {
      case "stringValue" -> Value.of(content.asText());
      case "boolValue" -> Value.of(content.asBoolean());
      case "intValue" -> Value.of(Long.parseLong(content.asText()));
      case "doubleValue" -> Value.of(Double.parseDouble(content.asText()));
      case "bytesValue" -> new Value.Bytes(Binary.wrap(content.binaryValue()));
      case "arrayValue" -> {
        var values = new ArrayList<Value>();
        for (var element : content.get("values")) {
          values.add(value(element));
        }
        yield new Value.Array(values);
      }
      case "kvlistValue" -> new Value.KeyValues(read(content.get("values")));
      default -> throw new AssertionError(name);
    };
  }

  /** With half surrogate pairs replaced, which no UTF-8 can carry. */
  private static Attributes readable(Attributes attributes) {
    var readable = Attributes.builder();
    attributes.forEach((key, value) -> readable.put(readable(key), readable(value)));
    return readable.build();
  }

  private static Value readable(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Value.of(readable(text));
      case Value.Array(var values) ->
          new Value.Array(values.stream().map(EventsJsonProperties::readable).toList());
      case Value.KeyValues(var entries) -> new Value.KeyValues(readable(entries));
      default -> value;
    };
  }

  private static String readable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
