package dev.traversion.http.json;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import java.util.Base64;
import java.util.stream.IntStream;

/** Attributes as OTLP/JSON writes them, so that types stay exact and duplicates are kept. */
final class AttributesJson {
  private AttributesJson() {}

  static void write(Json json, String name, Attributes attributes) {
    json.objects(
        name,
        IntStream.range(0, attributes.size()).boxed().toList(),
        (pair, index) -> {
          pair.text("key", attributes.key(index));
          value(pair, "value", attributes.value(index));
        });
  }

  static void value(Json json, String name, Value value) {
    json.object(name, any -> anyValue(any, value));
  }

  private static void anyValue(Json json, Value value) {
    switch (value) {
      case Value.Empty _ -> {}
      case Value.Text(var text) -> json.text("stringValue", text);
      case Value.Bool(var flag) -> json.flag("boolValue", flag);
      case Value.Int(var number) -> json.text("intValue", Long.toString(number));
      case Value.Real(var number) -> json.real("doubleValue", number);
      case Value.Bytes(var bytes) ->
          json.text("bytesValue", Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Value.Array(var values) ->
          json.object(
              "arrayValue", array -> array.objects("values", values, AttributesJson::anyValue));
      case Value.KeyValues(var entries) ->
          json.object("kvlistValue", list -> write(list, "values", entries));
    }
  }
}
