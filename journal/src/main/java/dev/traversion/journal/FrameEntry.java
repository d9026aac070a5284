package dev.traversion.journal;

import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;

/**
 * One row of the frame index.
 *
 * @param bytes size of the encoded frame
 */
public record FrameEntry(FrameAddress address, FrameSummary summary, int bytes) {}
