package dev.traversion.http.otlp;

/** A request's body, read and decompressed, or why it could not be. */
public sealed interface Body {

  /**
   * @param bytes not copied, not to be changed
   * @param lease to be closed when the bytes are no longer needed
   */
  record Whole(byte[] bytes, ByteBudget.Lease lease) implements Body {}

  record Unreadable(Why why, String detail) implements Body {}

  /** What was wrong with a body. */
  enum Why {
    /** It, or what it decompresses to, is larger than may be. */
    TOO_LARGE,
    /** Its {@code Content-Encoding} is neither gzip nor identity. */
    ENCODING_UNSUPPORTED,
    /** It says gzip and is not, or it ended early. */
    MALFORMED,
    /** Too much is held already; later there may be room. */
    BUSY,
    /** It did not come in time. */
    LATE
  }
}
