/** Numbers and texts as bytes, one after the other. */
@NullMarked
package dev.traversion.replay.pack;

import org.jspecify.annotations.NullMarked;
