/** OpenTelemetry attributes and values, with every type kept exactly. */
@NullMarked
package dev.traversion.model.attribute;

import org.jspecify.annotations.NullMarked;
