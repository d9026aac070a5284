package dev.traversion.model.frame;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.TraceId;
import java.util.BitSet;
import java.util.List;

/**
 * An opened frame. Columns are decoded when first asked for and kept; rows are numbered from 0 in
 * the order of {@link FrameCodec#encode}. Arrays are shared, not to be changed. Every method throws
 * {@link DamagedFrameException} when the column it needs is damaged. Not thread-safe.
 */
public interface Frame {
  FrameAddress address();

  int size();

  /** Ordinals of {@link dev.traversion.model.event.EventKind}, a byte a row. */
  byte[] kinds();

  long[] occurredAtNanos();

  long[] recordedAtNanos();

  /** A call's end; {@code occurredAt} for the other kinds. */
  long[] endNanos();

  /** Rows whose event reports a failure. */
  BitSet errors();

  /** The trace of a row; {@link TraceId#none()} where it has none. */
  TraceId traceId(int row);

  /** The rows that are entity changes, ascending. */
  int[] entityRows();

  /**
   * The entity that a row changed.
   *
   * @throws IllegalArgumentException if the row is no entity change
   */
  EntityRef entity(int row);

  /** One event, whole. */
  Event event(int row);

  /** All events, whole, in row order. */
  List<Event> events();
}
