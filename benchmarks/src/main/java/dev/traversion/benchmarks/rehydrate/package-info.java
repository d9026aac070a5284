/** The {@code rehydrate} benchmark: questions about the past of a generated history. */
@NullMarked
package dev.traversion.benchmarks.rehydrate;

import org.jspecify.annotations.NullMarked;
