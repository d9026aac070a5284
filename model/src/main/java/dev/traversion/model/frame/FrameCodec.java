package dev.traversion.model.frame;

import dev.traversion.model.event.Event;
import java.util.List;

/** Encodes events as frames and opens frames. */
public final class FrameCodec {
  private FrameCodec() {}

  /**
   * Encodes the events of one mirror, their order kept.
   *
   * @throws IllegalArgumentException if there are none or more than {@link FrameLimits#MAX_EVENTS},
   *     or one nests values deeper than {@link FrameLimits#MAX_NESTING}
   */
  public static byte[] encode(List<? extends Event> events) {
    return FrameWriter.write(events);
  }

  /**
   * Opens a frame: checks the header, decodes no column yet.
   *
   * @throws DamagedFrameException if the header is not what was written, or of an unknown version
   */
  public static Frame open(FrameAddress address, byte[] bytes) {
    return new FrameReader(address, bytes);
  }

  /**
   * About how many bytes an event takes before compression; cheap enough to be asked for every
   * event. Bounds open frames.
   */
  public static int estimateBytes(Event event) {
    return EventSize.estimate(event);
  }
}
