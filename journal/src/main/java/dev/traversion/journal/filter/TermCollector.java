package dev.traversion.journal.filter;

import dev.traversion.journal.search.Magnitude;
import dev.traversion.journal.search.Requirement;
import dev.traversion.journal.search.Term;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.search.EventTexts;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.Subject;
import dev.traversion.model.search.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers the terms of a frame's events, column by column. It sees what {@link Requirement} may ask
 * for; the two belong together.
 */
final class TermCollector {
  /** The columns of one attribute. */
  private static final class Attribute {
    final Column values;
    final Column magnitudes;

    Attribute(String key) {
      values = new Column(Term.Of.VALUE, key.hashCode());
      magnitudes = new Column(Term.Of.MAGNITUDE, key.hashCode());
    }
  }

  private final Column traces = new Column(Term.Of.TRACE, 0);
  private final Column entities = new Column(Term.Of.ENTITY, 0);
  private final Column keys = new Column(Term.Of.KEY, 0);
  private final Column operations = new Column(Term.Of.OPERATION, 0);
  private final Column durations = new Column(Term.Of.MAGNITUDE, Term.DURATION);
  private final Column words = new Column(Term.Of.WORD, 0);
  private final Column wordsWithDigit = new Column(Term.Of.WORD_WITH_DIGIT, 0);
  private final Map<String, Attribute> attributes = new HashMap<>();
  private final Set<Origin> origins = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Short texts whose words are known: most names are seen a thousand times. */
  private final Set<String> known = new HashSet<>();

  void add(Event event) {
    var trace = event.context().traceId();
    if (!trace.isNone()) {
      traces.add(Term.hashOf(trace));
    }
    if (event instanceof Call call) {
      operations.add(call.name().hashCode());
      durations.add(Magnitude.of((double) Math.max(0, call.endNanos() - call.startNanos())));
    } else if (event instanceof EntityChange change) {
      entities.add(Matching.text(change.entity()).hashCode());
    } else if (event instanceof Deployment deployment) {
      attribute(Matching.SERVICE_VERSION).values.add(deployment.version().hashCode());
    }
    add(Subject.attributesOf(event));
    if (origins.add(event.origin())) {
      add(event.origin().resource().attributes());
    }
    EventTexts.any(
        event,
        text -> {
          addWords(text);
          return false;
        });
  }

  /** Those that a set may not leave out, however many. */
  List<Column> indispensable() {
    return List.of(traces, entities, keys);
  }

  /** The rest, in no particular order. */
  List<Column> others() {
    var columns = new ArrayList<>(List.of(operations, durations, words, wordsWithDigit));
    attributes
        .values()
        .forEach(
            attribute -> {
              columns.add(attribute.values);
              columns.add(attribute.magnitudes);
            });
    return columns;
  }

  private void add(Attributes list) {
    for (int i = 0; i < list.size(); i++) {
      add(attribute(list.key(i)), list.value(i));
    }
  }

  private Attribute attribute(String key) {
    var attribute = attributes.get(key);
    if (attribute == null) {
      attribute = new Attribute(key);
      attributes.put(key, attribute);
      keys.add(key.hashCode());
    }
    return attribute;
  }

  private static void add(Attribute attribute, Value value) {
    switch (value) {
      case Value.Text(var text) -> {
        if (text.length() <= Term.LONGEST_VALUE) {
          attribute.values.add(text.hashCode());
        }
      }
      case Value.Bool(var flag) -> attribute.values.add(Boolean.toString(flag).hashCode());
      case Value.Int(var number) -> add(attribute, (double) number);
      case Value.Real(var number) -> {
        if (!Double.isNaN(number)) {
          add(attribute, number);
        }
      }
      case Value.Array(var elements) -> elements.forEach(element -> add(attribute, element));
      case Value.Empty _, Value.Bytes _, Value.KeyValues _ -> {}
    }
  }

  private static void add(Attribute attribute, double number) {
    attribute.values.add(Term.hashOf(number));
    attribute.magnitudes.add(Magnitude.of(number));
  }

  private void addWords(String text) {
    if (text.length() <= Term.LONGEST_VALUE && !known.add(text)) {
      return;
    }
    Words.forEach(text, (hash, digit) -> (digit ? wordsWithDigit : words).add(hash));
  }
}
