package dev.traversion.journal;

import dev.traversion.model.frame.FrameAddress;

/**
 * A journaled frame, still encoded.
 *
 * @param bytes as {@code FrameCodec} wrote them; not copied, not to be changed
 */
public record StoredFrame(FrameAddress address, byte[] bytes) {}
