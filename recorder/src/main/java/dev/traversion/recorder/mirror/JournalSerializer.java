package dev.traversion.recorder.mirror;

import akka.serialization.SerializerWithStringManifest;
import dev.traversion.journal.FrameStore;
import java.io.NotSerializableException;

/**
 * Writes frames to the journal as their own bytes, which carry magic, version and checksum. The
 * manifest is empty for a frame and {@link FrameStore#LOST_MANIFEST} for the marker of a lost one;
 * no class name is ever stored.
 */
public final class JournalSerializer extends SerializerWithStringManifest {
  /** Stored in every journal row: never to be changed or reused. */
  private static final int IDENTIFIER = 770_001;

  private static final String FRAME_MANIFEST = "";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object event) {
    return switch (journaled(event)) {
      case Journaled.FrameRecorded _ -> FRAME_MANIFEST;
      case Journaled.FrameLost _ -> FrameStore.LOST_MANIFEST;
    };
  }

  @Override
  public byte[] toBinary(Object event) {
    return switch (journaled(event)) {
      case Journaled.FrameRecorded(var bytes) -> bytes;
      case Journaled.FrameLost _ -> new byte[0];
    };
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return switch (manifest) {
      case FRAME_MANIFEST -> new Journaled.FrameRecorded(bytes);
      case FrameStore.LOST_MANIFEST -> new Journaled.FrameLost();
      default -> throw new NotSerializableException("unknown journal manifest: " + manifest);
    };
  }

  private static Journaled journaled(Object event) {
    if (event instanceof Journaled journaled) {
      return journaled;
    }
    throw new IllegalArgumentException("not a journaled event: " + event.getClass());
  }
}
