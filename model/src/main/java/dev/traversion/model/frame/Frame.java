package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
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

  /**
   * A call's kind, as in {@link dev.traversion.model.event.Call#spanKind}.
   *
   * @throws IllegalArgumentException if the row is no call
   */
  int spanKind(int row);

  /** The rows that are entity changes, ascending. */
  int[] entityRows();

  /**
   * The entity that a row changed.
   *
   * @throws IllegalArgumentException if the row is no entity change
   */
  EntityRef entity(int row);

  /** Status code of a call, severity number of a log line or signal; 0 for the other kinds. */
  int statusCode(int row);

  /** The call that a row is, or belongs to. */
  SpanContext context(int row);

  /**
   * The parent of a call; none for a root.
   *
   * @throws IllegalArgumentException if the row is no call
   */
  SpanId parentSpanId(int row);

  /**
   * The links of a call.
   *
   * @throws IllegalArgumentException if the row is no call
   */
  List<Call.Link> links(int row);

  /**
   * The name of a call.
   *
   * @throws IllegalArgumentException if the row is no call
   */
  String callName(int row);

  /** What the event of a row itself carries; not what its resource does. */
  Attributes attributes(int row);

  Origin origin(int row);

  /** One event, whole. */
  Event event(int row);

  /** All events, whole, in row order. */
  List<Event> events();
}
