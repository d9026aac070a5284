/**
 * Keyframes in tiers: runs of entries in key order, written once, merged into larger ones, and read
 * by the chunk.
 */
@NullMarked
package dev.traversion.replay.keyframe;

import org.jspecify.annotations.NullMarked;
