package dev.traversion.model.frame;

import dev.traversion.model.event.Event;
import java.util.List;

/** Encodes events as frames and opens frames. */
public final class FrameCodec {
  private FrameCodec() {}

  /**
   * Encodes the events of one mirror, their order kept.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static byte[] encode(List<? extends Event> events) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a frame: checks the header, decodes no column yet.
   *
   * @throws DamagedFrameException if the header is not what was written, or of an unknown version
   */
  public static Frame open(FrameAddress address, byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
