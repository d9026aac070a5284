/** The replay engine: rehydrates services, and answers questions about the past. */
@NullMarked
package dev.traversion.replay;

import org.jspecify.annotations.NullMarked;
