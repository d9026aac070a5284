/** The {@code replay} benchmark: questions about the past of a generated history. */
@NullMarked
package dev.traversion.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
