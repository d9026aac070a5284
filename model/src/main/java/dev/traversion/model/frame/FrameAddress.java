package dev.traversion.model.frame;

import dev.traversion.model.mirror.MirrorId;

/**
 * Where a frame stands: the mirror and its sequence number in that mirror's journal, from 1.
 * Sequence number 0 is a frame that is not journaled yet.
 */
public record FrameAddress(MirrorId mirror, long sequenceNr) {}
