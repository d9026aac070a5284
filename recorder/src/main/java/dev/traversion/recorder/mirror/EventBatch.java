package dev.traversion.recorder.mirror;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;

/**
 * Events on their way to or from a mirror. Within a node it travels by reference; between nodes as
 * an encoded frame, so that one codec serves the wire and the journal.
 */
public record EventBatch(List<Event> events) {
  private static final FrameAddress ON_THE_WIRE =
      new FrameAddress(new MirrorId(ServiceId.of("", "wire"), 0), 0);

  public EventBatch {
    events = List.copyOf(events);
  }

  @JsonValue
  byte[] toBytes() {
    return events.isEmpty() ? new byte[0] : FrameCodec.encode(events);
  }

  @JsonCreator
  static EventBatch fromBytes(byte[] bytes) {
    return new EventBatch(
        bytes.length == 0 ? List.of() : FrameCodec.open(ON_THE_WIRE, bytes).events());
  }
}
