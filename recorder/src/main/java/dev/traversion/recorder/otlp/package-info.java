/** The door for OpenTelemetry: OTLP bodies become events here, and OTLP's types end here. */
@NullMarked
package dev.traversion.recorder.otlp;

import org.jspecify.annotations.NullMarked;
