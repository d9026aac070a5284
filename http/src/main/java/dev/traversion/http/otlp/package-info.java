/** The doors that take OTLP: HTTP and gRPC. They read bodies, ask the intake, and translate. */
@NullMarked
package dev.traversion.http.otlp;

import org.jspecify.annotations.NullMarked;
