/** The timeline as a map: counts, errors and latency along the years, kept in tiles. */
@NullMarked
package dev.traversion.replay.timeline;

import org.jspecify.annotations.NullMarked;
