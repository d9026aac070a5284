package dev.traversion.replay;

import dev.traversion.replay.timeline.Timeline;
import java.util.OptionalLong;

/**
 * How many events of a search there are along a window.
 *
 * @param countedToNanos where time was up: every event that happened before is counted, of those at
 *     or after it some; empty where all are
 */
public record MatchingTimeline(Timeline timeline, OptionalLong countedToNanos) {}
