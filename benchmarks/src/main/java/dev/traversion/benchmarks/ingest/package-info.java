/**
 * The {@code ingest} benchmark: a real node with its bundled Cassandra under an open-loop OTLP
 * load.
 */
@NullMarked
package dev.traversion.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
