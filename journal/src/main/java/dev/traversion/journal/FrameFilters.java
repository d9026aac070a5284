package dev.traversion.journal;

import dev.traversion.journal.search.Term;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.TraceId;

/**
 * Tells what a frame may hold. Never says no wrongly; says yes wrongly for few: for a trace, an
 * entity or another term that is not there, about once in ten thousand frames.
 */
public interface FrameFilters {
  boolean mayHoldTrace(TraceId trace);

  boolean mayHoldEntity(EntityRef entity);

  boolean mayHold(Term term);

  /** Bytes that this object holds, for weighing caches. */
  int weight();
}
