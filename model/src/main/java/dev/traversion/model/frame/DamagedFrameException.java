package dev.traversion.model.frame;

/**
 * A frame's bytes are not what was written. Names the mirror, the sequence number and the column.
 */
public final class DamagedFrameException extends RuntimeException {
  private final FrameAddress address;
  private final String column;

  /**
   * @param column the column group that is damaged, or {@code header}
   * @param what what was found, static text
   */
  public DamagedFrameException(FrameAddress address, String column, String what) {
    super(
        what
            + ": mirror="
            + address.mirror().entityId()
            + " sequence-nr="
            + address.sequenceNr()
            + " column="
            + column);
    this.address = address;
    this.column = column;
  }

  public DamagedFrameException(FrameAddress address, String column, String what, Throwable cause) {
    this(address, column, what);
    initCause(cause);
  }

  public FrameAddress address() {
    return address;
  }

  /** The column group that is damaged, or {@code header}. */
  public String column() {
    return column;
  }
}
