/** The stores in memory, for tests and for opened files. */
@NullMarked
package dev.traversion.journal.memory;

import org.jspecify.annotations.NullMarked;
