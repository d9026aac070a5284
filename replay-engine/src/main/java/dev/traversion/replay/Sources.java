package dev.traversion.replay;

import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.OpenFrames;

/** The stores that history is read from. */
public record Sources(
    MirrorRegistry mirrors,
    FrameIndex index,
    FrameStore frames,
    KeyframeStore keyframes,
    GapLog gaps,
    OpenFrames open) {}
