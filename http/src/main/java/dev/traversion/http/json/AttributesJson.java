package dev.traversion.http.json;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import java.util.Base64;
import java.util.stream.IntStream;

/**
 * Attributes as OTLP/JSON writes them, so that types stay exact and duplicates are kept. A value
 * that is left out has the member {@code leftOut} instead, which OTLP has not.
 */
final class AttributesJson {
  private AttributesJson() {}

  static void write(Json json, String name, Attributes attributes) {
    write(json, name, attributes, Contents.WHOLE);
  }

  private static void write(Json json, String name, Attributes attributes, Contents contents) {
    json.objects(
        name,
        IntStream.range(0, attributes.size()).boxed().toList(),
        (pair, index) -> {
          pair.text("key", attributes.key(index));
          value(pair, "value", attributes.value(index), contents);
        });
  }

  static void value(Json json, String name, Value value, Contents contents) {
    json.object(name, any -> anyValue(any, value, contents));
  }

  private static void leftOut(Json json, long length, String beginning) {
    json.object(
        "leftOut",
        object -> object.number("originalLength", length).textIfAny("beginning", beginning));
  }

  private static void anyValue(Json json, Value value, Contents contents) {
    switch (value) {
      case Value.Empty _ -> {}
      case Value.Text(var text) when contents.leavesOut(text.length()) ->
          leftOut(json, Contents.length(text), Contents.beginning(text));
      case Value.Bytes(var bytes) when contents.leavesOut(bytes.size()) ->
          leftOut(json, bytes.size(), "");
      case Value.Text(var text) -> json.text("stringValue", text);
      case Value.Bool(var flag) -> json.flag("boolValue", flag);
      case Value.Int(var number) -> json.text("intValue", Long.toString(number));
      case Value.Real(var number) -> json.real("doubleValue", number);
      case Value.Bytes(var bytes) ->
          json.text("bytesValue", Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Value.Array(var values) ->
          json.object(
              "arrayValue",
              array ->
                  array.objects(
                      "values", values, (item, element) -> anyValue(item, element, contents)));
      case Value.KeyValues(var entries) ->
          json.object("kvlistValue", list -> write(list, "values", entries, contents));
    }
  }
}
