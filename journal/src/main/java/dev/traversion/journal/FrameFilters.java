package dev.traversion.journal;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.TraceId;

/**
 * Tells which traces and entities a frame may hold. Never says no wrongly; says yes wrongly for
 * about 1 key in 200.
 */
public interface FrameFilters {
  boolean mayHoldTrace(TraceId trace);

  boolean mayHoldEntity(EntityRef entity);

  /** Bytes that this object holds, for weighing caches. */
  int weight();
}
