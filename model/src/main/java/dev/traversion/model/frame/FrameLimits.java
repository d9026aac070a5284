package dev.traversion.model.frame;

/** The bounds of a frame. */
public final class FrameLimits {
  /** A mirror seals its open frame when it holds this many events. */
  public static final int SEAL_EVENTS = 4096;

  /** A mirror seals its open frame when {@link FrameCodec#estimateBytes} of it adds up to this. */
  public static final int SEAL_ESTIMATED_BYTES = 1 << 20;

  /** The most events that {@link FrameCodec#encode} takes. */
  public static final int MAX_EVENTS = 1 << 16;

  /** The most bytes of an encoded frame. One event alone may need more than a usual frame. */
  public static final int MAX_ENCODED_BYTES = 1 << 26;

  /** The most bytes of one stream of a section once decompressed. */
  static final int MAX_STREAM_BYTES = 1 << 28;

  /** The most parts (attributes, span events, array elements ...) of all events of a frame. */
  static final int MAX_ITEMS = 1 << 22;

  /** How deep arrays and maps may be nested in an attribute. */
  public static final int MAX_NESTING = 64;

  private FrameLimits() {}
}
