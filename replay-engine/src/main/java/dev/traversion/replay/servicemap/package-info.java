/** Who called whom: the join of recorded calls into a map of services. */
@NullMarked
package dev.traversion.replay.servicemap;

import org.jspecify.annotations.NullMarked;
