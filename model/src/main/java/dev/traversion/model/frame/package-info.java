/** Frames: compressed columnar batches of events, and their codec. */
@NullMarked
package dev.traversion.model.frame;

import org.jspecify.annotations.NullMarked;
