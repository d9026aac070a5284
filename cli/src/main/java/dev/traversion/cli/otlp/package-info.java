/** Files of OTLP/JSON lines, and the door that takes them. */
@NullMarked
package dev.traversion.cli.otlp;

import org.jspecify.annotations.NullMarked;
