package dev.traversion.replay.cut;

import dev.traversion.model.event.EventId;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A number that is random, but always the same for one event. It follows from the event's id. That
 * of a call is at hand; that of anything else follows from all of its content, and is found out
 * when it is asked for: mostly it never is. Until then the frame is held. Not thread-safe.
 */
final class Draw {
  private @Nullable Frame frame;
  private final int row;
  private long number;

  private Draw(@Nullable Frame frame, int row, long number) {
    this.frame = frame;
    this.row = row;
    this.number = number;
  }

  static Draw of(EventId id) {
    return new Draw(null, 0, number(id));
  }

  static Draw of(Frame frame, int row) {
    return new Draw(frame, row, 0);
  }

  long number() {
    if (frame != null) {
      number = number(frame);
      frame = null;
    }
    return number;
  }

  private long number(Frame frame) {
    try {
      return number(frame.event(row).id());
    } catch (DamagedFrameException _) {
      // When it happened, and in what call, is known all the same.
      return number(new EventId(frame.address().sequenceNr(), frame.occurredAtNanos()[row]));
    }
  }

  private static long number(EventId id) {
    return (id.high() ^ id.low()) * 0x9E3779B97F4A7C15L;
  }
}
