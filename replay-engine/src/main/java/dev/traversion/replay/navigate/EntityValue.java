package dev.traversion.replay.navigate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.traversion.model.event.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The value that a write gave an entity, to be asked for its fields. Fields are compared by what
 * they mean: members of an object have no order, 1.50 is 1.5; items of an array are compared by
 * their position.
 */
final class EntityValue {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final EntityValue NONE =
      new EntityValue(Optional.empty(), Optional.of(MissingNode.getInstance()));

  private final Optional<Document> document;

  /** Missing when deleted; empty when the document cannot be read as JSON. */
  private final Optional<JsonNode> json;

  private EntityValue(Optional<Document> document, Optional<JsonNode> json) {
    this.document = document;
    this.json = json;
  }

  /** Of an entity that is not there. */
  static EntityValue none() {
    return NONE;
  }

  static EntityValue of(Optional<Document> document) {
    return document.isEmpty() ? NONE : new EntityValue(document, parse(document.get()));
  }

  boolean isThere() {
    return document.isPresent();
  }

  boolean isJson() {
    return document.isPresent() && json.isPresent();
  }

  FieldValue at(JsonPointer path) {
    if (json.isEmpty()) {
      return new FieldValue.Unknown();
    }
    var node = json.get().at(path);
    return node.isMissingNode() ? new FieldValue.Absent() : new FieldValue.Known(text(node));
  }

  /** Whether a field holds the same here and there; not so when either is unknown. */
  boolean isSame(JsonPointer path, EntityValue other) {
    if (json.isEmpty() || other.json.isEmpty()) {
      return document.equals(other.document);
    }
    return isSame(json.get().at(path), other.json.get().at(path));
  }

  /** The change that a write made to one field. */
  static FieldChange change(JsonPointer path, EntityValue before, EntityValue after) {
    return new FieldChange(path.toString(), before.at(path), after.at(path));
  }

  /**
   * The fields that a write changed, as deep as the two values allow, in the order of the fields.
   *
   * @param most at most so many
   */
  static List<FieldChange> changes(EntityValue before, EntityValue after, int most) {
    var changes = new ArrayList<FieldChange>();
    if (before.json.isPresent() && after.json.isPresent()) {
      compare(JsonPointer.empty(), before.json.get(), after.json.get(), changes, most);
    } else if (!before.document.equals(after.document)) {
      changes.add(change(JsonPointer.empty(), before, after));
    }
    return changes;
  }

  /**
   * Pointers to the values that hold no others: numbers, texts, empty lists; in their order.
   *
   * @param most at most so many
   */
  List<JsonPointer> leaves(int most) {
    var leaves = new ArrayList<JsonPointer>();
    json.filter(node -> !node.isMissingNode())
        .ifPresent(node -> leaves(JsonPointer.empty(), node, leaves, most));
    return leaves;
  }

  private static void leaves(JsonPointer at, JsonNode node, List<JsonPointer> leaves, int most) {
    if (leaves.size() >= most) {
      return;
    }
    if (node.isEmpty()) {
      leaves.add(at);
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  leaves(at.appendProperty(member.getKey()), member.getValue(), leaves, most));
    } else {
      for (int i = 0; i < node.size(); i++) {
        leaves(at.appendIndex(i), node.get(i), leaves, most);
      }
    }
  }

  private static void compare(
      JsonPointer at, JsonNode before, JsonNode after, List<FieldChange> changes, int most) {
    if (changes.size() >= most || isSame(before, after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      for (var member : before.properties()) {
        compare(
            at.appendProperty(member.getKey()),
            member.getValue(),
            after.path(member.getKey()),
            changes,
            most);
      }
      for (var member : after.properties()) {
        if (!before.has(member.getKey())) {
          compare(
              at.appendProperty(member.getKey()),
              MissingNode.getInstance(),
              member.getValue(),
              changes,
              most);
        }
      }
    } else if (before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(at.appendIndex(i), before.path(i), after.path(i), changes, most);
      }
    } else {
      changes.add(new FieldChange(at.toString(), value(before), value(after)));
    }
  }

  private static FieldValue value(JsonNode node) {
    return node.isMissingNode() ? new FieldValue.Absent() : new FieldValue.Known(text(node));
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
      return false;
    }
    if (one.isObject()) {
      return one.properties().stream()
          .allMatch(
              member ->
                  other.has(member.getKey())
                      && isSame(member.getValue(), other.get(member.getKey())));
    }
    if (one.isArray()) {
      Iterator<JsonNode> others = other.elements();
      for (var item : one) {
        if (!isSame(item, others.next())) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  private static Optional<JsonNode> parse(Document document) {
    if (document.truncated()) {
      return Optional.empty();
    }
    try {
      var node = MAPPER.readTree(document.json());
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JacksonException e) {
      throw new IllegalStateException("a value that was read cannot be written", e);
    }
  }
}
