/** The dashboard in a real browser. */
@NullMarked
package dev.traversion.benchmarks.dashboard;

import org.jspecify.annotations.NullMarked;
