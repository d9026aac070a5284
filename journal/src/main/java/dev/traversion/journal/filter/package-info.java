/** Small summaries of the traces and entities in a frame. */
@NullMarked
package dev.traversion.journal.filter;

import org.jspecify.annotations.NullMarked;
