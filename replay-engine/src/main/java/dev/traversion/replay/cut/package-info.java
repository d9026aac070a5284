/** The clocks of services: estimated from the calls between them, and mapped to one time line. */
@NullMarked
package dev.traversion.replay.cut;

import org.jspecify.annotations.NullMarked;
