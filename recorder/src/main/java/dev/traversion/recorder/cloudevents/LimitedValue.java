package dev.traversion.recorder.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Binary;
import dev.traversion.model.attribute.Value;
import dev.traversion.recorder.delivery.Documents;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * A piece of JSON as an attribute value: whole numbers of 64 bits stay whole, larger ones become
 * text, other numbers doubles. What is too long becomes a prefix of its text.
 *
 * @param originalBytes UTF-8 bytes of the text or JSON before it was cut; 0 when it is whole
 */
record LimitedValue(Value value, boolean cut, long originalBytes) {

  static LimitedValue of(JsonNode node, int maxBytes, int maxDepth)
      throws UnacceptableEventException {
    var text = Documents.limited(node.isTextual() ? node.textValue() : node.toString(), maxBytes);
    if (text.truncated()) {
      return new LimitedValue(Value.of(text.json()), true, text.originalLength());
    }
    return new LimitedValue(value(node, maxDepth), false, 0);
  }

  static LimitedValue of(byte[] bytes, int maxBytes) {
    boolean cut = bytes.length > maxBytes;
    var kept = cut ? Arrays.copyOf(bytes, maxBytes) : bytes;
    return new LimitedValue(new Value.Bytes(Binary.wrap(kept)), cut, cut ? bytes.length : 0);
  }

  private static Value value(JsonNode node, int depth) throws UnacceptableEventException {
    if (depth == 0 && node.isContainerNode()) {
      throw new UnacceptableEventException("a value nests too deep");
    }
    return switch (node.getNodeType()) {
      case NULL, MISSING -> Value.empty();
      case BOOLEAN -> Value.of(node.booleanValue());
      case STRING -> Value.of(node.textValue());
      case NUMBER -> number(node);
      case ARRAY -> {
        var elements = new ArrayList<Value>(node.size());
        for (var element : node) {
          elements.add(value(element, depth - 1));
        }
        yield new Value.Array(elements);
      }
      case OBJECT -> {
        var entries = Attributes.builder(node.size());
        for (var member : node.properties()) {
          entries.put(member.getKey(), value(member.getValue(), depth - 1));
        }
        yield new Value.KeyValues(entries.build());
      }
      case BINARY, POJO ->
          throw new IllegalStateException("parsed JSON holds no " + node.getNodeType());
    };
  }

  private static Value number(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return Value.of(node.doubleValue());
    }
    return node.canConvertToLong()
        ? Value.of(node.longValue())
        : Value.of(node.bigIntegerValue().toString());
  }
}
