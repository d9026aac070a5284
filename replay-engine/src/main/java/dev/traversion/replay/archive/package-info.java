/**
 * A window of history as one portable file: written from any stores, opened without any. The format
 * is documented in {@code docs/archive-format.md}.
 */
@NullMarked
package dev.traversion.replay.archive;

import org.jspecify.annotations.NullMarked;
