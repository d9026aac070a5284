/** Buckets of the timeline that are unlike those before them. */
@NullMarked
package dev.traversion.replay.anomaly;

import org.jspecify.annotations.NullMarked;
