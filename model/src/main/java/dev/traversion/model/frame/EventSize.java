package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import java.util.Optional;

/** About how much an event takes before compression. Origins and metrics are not counted. */
final class EventSize {
  /** Times, ids and small numbers. */
  private static final int FIXED = 64;

  private EventSize() {}

  static int estimate(Event event) {
    long bytes =
        switch (event) {
          case Call call -> of(call);
          case LogLine log ->
              of(log.body()) + of(log.attributes()) + length(log.eventName(), log.severityText());
          case Measurement measurement -> of(measurement);
          case EntityChange change ->
              of(change.value())
                  + of(change.attributes())
                  + length(change.entity().type(), change.entity().key());
          case Deployment deployment ->
              of(deployment.attributes())
                  + length(deployment.version(), deployment.previousVersion())
                  + length(deployment.commit(), deployment.environment());
          case ConfigChange change ->
              of(change.value()) + of(change.attributes()) + change.key().length();
          case SystemSignal signal ->
              of(signal.body()) + of(signal.attributes()) + signal.name().length();
        };
    return (int) Math.min(Integer.MAX_VALUE, bytes + FIXED);
  }

  private static long of(Call call) {
    long bytes = of(call.attributes());
    bytes += length(call.name(), call.statusMessage()) + call.traceState().length();
    for (var event : call.events()) {
      bytes += 16 + event.name().length() + of(event.attributes());
    }
    for (var link : call.links()) {
      bytes += 32 + link.traceState().length() + of(link.attributes());
    }
    return bytes;
  }

  private static long of(Measurement measurement) {
    long bytes = of(measurement.attributes());
    bytes +=
        switch (measurement.point()) {
          case Measurement.Point.Gauge _, Measurement.Point.Sum _ -> 8;
          case Measurement.Point.Histogram point ->
              40 + 8L * (point.bounds().size() + point.counts().size());
          case Measurement.Point.ExponentialHistogram point ->
              64 + 8L * (point.positive().counts().size() + point.negative().counts().size());
          case Measurement.Point.Summary point -> 16 + 16L * point.quantiles().size();
        };
    for (var exemplar : measurement.exemplars()) {
      bytes += 40 + of(exemplar.filteredAttributes());
    }
    return bytes;
  }

  private static long of(Optional<Document> document) {
    return document.isPresent() ? document.get().json().length() : 0;
  }

  private static long of(Attributes attributes) {
    long bytes = 0;
    for (int i = 0; i < attributes.size(); i++) {
      bytes += attributes.key(i).length() + of(attributes.value(i));
    }
    return bytes;
  }

  private static long of(Value value) {
    return switch (value) {
      case Value.Text(var text) -> 2L + text.length();
      case Value.Bytes(var bytes) -> 2L + bytes.size();
      case Value.Array(var values) -> {
        long bytes = 2;
        for (var element : values) {
          bytes += of(element);
        }
        yield bytes;
      }
      case Value.KeyValues(var entries) -> 2 + of(entries);
      case Value.Empty _, Value.Bool _ -> 2;
      case Value.Int _, Value.Real _ -> 9;
    };
  }

  private static long length(String a, String b) {
    return (long) a.length() + b.length();
  }
}
