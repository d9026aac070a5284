package dev.traversion.recorder.mirror;

import dev.traversion.model.event.Event;
import java.util.List;

/**
 * What a mirror reads of its journal's end when it starts.
 *
 * @param events the latest events, oldest frame first
 * @param lostBeyondEnd index rows beyond the highest sequence number: acknowledged frames that the
 *     store lost, whose numbers must not be given away again
 * @param newGaps holes found and now written down
 * @param repaired index rows that were missing and are written now
 */
record JournalTail(List<Event> events, int lostBeyondEnd, int newGaps, int repaired) {}
