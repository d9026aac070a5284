/** How small and how fast frames are, beside OTLP protobuf with zstd. */
@NullMarked
package dev.traversion.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
