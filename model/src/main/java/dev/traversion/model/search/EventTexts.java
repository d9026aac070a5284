package dev.traversion.model.search;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import java.util.function.Predicate;

/**
 * The texts of an event that free text is looked for in: what it is called, what it says, and the
 * content it carries. Attributes are asked for by name instead, but for bodies and exceptions.
 */
public final class EventTexts {
  private static final String[] BODIES = {"traversion.request.body", "traversion.response.body"};
  private static final String[] EXCEPTION = {
    "exception.type", "exception.message", "exception.stacktrace"
  };

  private EventTexts() {}

  /** Whether {@code wanted} takes one of the texts; those after that are not asked for. */
  public static boolean any(Event event, Predicate<String> wanted) {
    return switch (event) {
      case Call call ->
          wanted.test(call.name())
              || wanted.test(call.statusMessage())
              || under(call.attributes(), BODIES, wanted)
              || call.events().stream()
                  .anyMatch(happening -> under(happening.attributes(), EXCEPTION, wanted));
      case LogLine log ->
          within(log.body(), wanted)
              || wanted.test(log.eventName())
              || under(log.attributes(), EXCEPTION, wanted);
      case Measurement measurement -> wanted.test(measurement.metric().name());
      case EntityChange change ->
          wanted.test(change.entity().type())
              || wanted.test(change.entity().key())
              || change.value().filter(document -> wanted.test(document.json())).isPresent();
      case Deployment deployment ->
          wanted.test(deployment.version()) || wanted.test(deployment.commit());
      case ConfigChange change ->
          wanted.test(change.key())
              || change.value().filter(document -> wanted.test(document.json())).isPresent();
      case SystemSignal signal -> wanted.test(signal.name()) || within(signal.body(), wanted);
    };
  }

  private static boolean under(Attributes attributes, String[] keys, Predicate<String> wanted) {
    for (var key : keys) {
      var text = attributes.text(key);
      if (text != null && wanted.test(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(Value value, Predicate<String> wanted) {
    return switch (value) {
      case Value.Text(var text) -> wanted.test(text);
      case Value.Int(var number) -> wanted.test(Long.toString(number));
      case Value.Array(var elements) ->
          elements.stream().anyMatch(element -> within(element, wanted));
      case Value.KeyValues(var entries) -> {
        for (int i = 0; i < entries.size(); i++) {
          if (within(entries.value(i), wanted)) {
            yield true;
          }
        }
        yield false;
      }
      case Value.Empty _, Value.Bool _, Value.Real _, Value.Bytes _ -> false;
    };
  }
}
