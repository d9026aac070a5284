package dev.traversion.replay;

import dev.traversion.model.state.ServiceState;

/**
 * The state of a mirror at an instant, folded from the frames up to a sequence number.
 *
 * @param coveredSequenceNr frames with higher numbers are not in it, whatever their times
 * @param uncovered numbers up to {@code coveredSequenceNr} that could not be folded, since the
 *     index did not list them, the journal did not hold them or they were damaged
 */
record Keyframe(ServiceState state, long coveredSequenceNr, SequenceRanges uncovered) {
  /** The most ranges of uncovered numbers that a keyframe is made with. */
  static final int MAX_UNCOVERED = 1_000;
}
