/** The recorder: intake, mirrors, journal. */
@NullMarked
package dev.traversion.recorder;

import org.jspecify.annotations.NullMarked;
