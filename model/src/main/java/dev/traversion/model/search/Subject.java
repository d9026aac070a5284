package dev.traversion.model.search;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.mirror.ServiceId;
import java.util.Optional;

/**
 * What conditions are asked of: an event, or a row of a frame that decodes only what is asked for.
 */
public interface Subject {
  ServiceId service();

  EventKind kind();

  boolean isError();

  /** Status code of a call, severity number of a log line or signal; 0 for the other kinds. */
  int statusCode();

  /** The name of a call. */
  Optional<String> operation();

  SpanContext context();

  /** The entity that was changed. */
  Optional<EntityRef> entity();

  /** How long a call took, at least 0; 0 for the other kinds. */
  long durationNanos();

  Attributes attributes();

  /** Attributes of the resource. */
  Attributes resource();

  /** The event, whole. */
  Event event();

  static Subject of(ServiceId service, Event event) {
    return new Whole(service, event);
  }

  /** An event that is there whole. */
  record Whole(ServiceId service, Event event) implements Subject {
    @Override
    public EventKind kind() {
      return event.kind();
    }

    @Override
    public boolean isError() {
      return event.isError();
    }

    @Override
    public int statusCode() {
      return switch (event) {
        case Call call -> call.statusCode();
        case LogLine log -> log.severityNumber();
        case SystemSignal signal -> signal.severityNumber();
        case Measurement _, EntityChange _, Deployment _, ConfigChange _ -> 0;
      };
    }

    @Override
    public Optional<String> operation() {
      return event instanceof Call call ? Optional.of(call.name()) : Optional.empty();
    }

    @Override
    public SpanContext context() {
      return event.context();
    }

    @Override
    public Optional<EntityRef> entity() {
      return event instanceof EntityChange change ? Optional.of(change.entity()) : Optional.empty();
    }

    @Override
    public long durationNanos() {
      return event instanceof Call call ? Math.max(0, call.endNanos() - call.startNanos()) : 0;
    }

    @Override
    public Attributes attributes() {
      return attributesOf(event);
    }

    @Override
    public Attributes resource() {
      return event.origin().resource().attributes();
    }
  }

  /** The attributes that an event itself carries. */
  static Attributes attributesOf(Event event) {
    return switch (event) {
      case Call call -> call.attributes();
      case LogLine log -> log.attributes();
      case Measurement measurement -> measurement.attributes();
      case EntityChange change -> change.attributes();
      case Deployment deployment -> deployment.attributes();
      case ConfigChange change -> change.attributes();
      case SystemSignal signal -> signal.attributes();
    };
  }
}
