/** Benchmarks as commands: {@code ./traversion bench NAME [--json]}. */
@NullMarked
package dev.traversion.benchmarks;

import org.jspecify.annotations.NullMarked;
