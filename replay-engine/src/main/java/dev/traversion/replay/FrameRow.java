package dev.traversion.replay;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.Subject;
import java.util.Optional;

/** A row of a frame, as conditions see it: only the columns that are asked for are decoded. */
record FrameRow(Frame frame, int row) implements Subject {
  @Override
  public ServiceId service() {
    return frame.address().mirror().service();
  }

  @Override
  public EventKind kind() {
    return Rows.kind(frame.kinds()[row]);
  }

  @Override
  public boolean isError() {
    return frame.errors().get(row);
  }

  @Override
  public int statusCode() {
    return frame.statusCode(row);
  }

  @Override
  public Optional<String> operation() {
    return kind() == EventKind.CALL ? Optional.of(frame.callName(row)) : Optional.empty();
  }

  @Override
  public SpanContext context() {
    return frame.context(row);
  }

  @Override
  public Optional<EntityRef> entity() {
    return kind() == EventKind.ENTITY_CHANGE ? Optional.of(frame.entity(row)) : Optional.empty();
  }

  @Override
  public long durationNanos() {
    return kind() == EventKind.CALL
        ? Math.max(0, frame.endNanos()[row] - frame.occurredAtNanos()[row])
        : 0;
  }

  @Override
  public Attributes attributes() {
    return frame.attributes(row);
  }

  @Override
  public Attributes resource() {
    return frame.origin(row).resource().attributes();
  }

  @Override
  public Event event() {
    return frame.event(row);
  }
}
