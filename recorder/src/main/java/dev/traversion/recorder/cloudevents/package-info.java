/** The door for CloudEvents: deployments, changes and signals from outside OpenTelemetry. */
@NullMarked
package dev.traversion.recorder.cloudevents;

import org.jspecify.annotations.NullMarked;
