package dev.traversion.journal;

import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import java.util.Optional;

/**
 * A hole in a journal: a frame that the index knows and the journal lost.
 *
 * @param noticedAtNanos when it was noticed, nanoseconds since the epoch
 * @param lost what the index knew of the lost frame
 */
public record Gap(FrameAddress address, long noticedAtNanos, Optional<FrameSummary> lost) {}
