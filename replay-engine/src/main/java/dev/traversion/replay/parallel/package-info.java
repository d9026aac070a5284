/** Tasks that are done at the same time. */
@NullMarked
package dev.traversion.replay.parallel;

import org.jspecify.annotations.NullMarked;
