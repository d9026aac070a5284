/** Instants on the production time line. */
@NullMarked
package dev.traversion.model.time;

import org.jspecify.annotations.NullMarked;
