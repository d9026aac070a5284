/** Intake at work: decodes deliveries and has the mirrors record them. */
@NullMarked
package dev.traversion.recorder.intake;

import org.jspecify.annotations.NullMarked;
