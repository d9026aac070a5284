package dev.traversion.recorder.mirror;

import dev.traversion.journal.FrameIndex;
import dev.traversion.recorder.LiveFeed;
import java.util.function.Consumer;

/**
 * What a mirror needs of the world.
 *
 * @param tails reads the end of a journal
 * @param recorded is told of every frame that became durable
 */
public record MirrorDependencies(
    MirrorSettings settings,
    FrameIndex index,
    JournalTailReader tails,
    RecorderMetrics metrics,
    Consumer<LiveFeed.Recorded> recorded) {}
