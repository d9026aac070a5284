package dev.traversion.recorder.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** A JSON object, its members read with errors that name them. */
record Members(JsonNode object, String path) {

  /** The members of an object; none when it is missing or null. */
  static Members of(@Nullable JsonNode object, String path) throws UnacceptableEventException {
    if (object == null || (object.isNull() && !path.isEmpty())) {
      return new Members(JsonNodeFactory.instance.objectNode(), path);
    }
    if (!object.isObject()) {
      throw new UnacceptableEventException(
          (path.isEmpty() ? "it" : path) + " is not a JSON object");
    }
    return new Members(object, path);
  }

  Members members(String name) throws UnacceptableEventException {
    return of(object.get(name), within(name));
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** A member that must be there: a text that is not empty. */
  String required(String name) throws UnacceptableEventException {
    var text = optional(name);
    if (text.isEmpty()) {
      throw new UnacceptableEventException(within(name) + " is missing or empty");
    }
    return text;
  }

  /** A required text that names something, and so must be whole. */
  String name(String name, int maxLength) throws UnacceptableEventException {
    var text = required(name);
    if (text.length() > maxLength) {
      throw new UnacceptableEventException(within(name) + " is longer than " + maxLength);
    }
    return text;
  }

  /** A text; empty when it is missing or null. */
  String optional(String name) throws UnacceptableEventException {
    var member = object.get(name);
    if (member == null || member.isNull()) {
      return "";
    }
    if (!member.isTextual()) {
      throw new UnacceptableEventException(within(name) + " is not a string");
    }
    return member.textValue();
  }

  private String within(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
