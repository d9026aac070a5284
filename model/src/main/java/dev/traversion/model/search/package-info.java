/**
 * The filter language: what events a search wants, read from text, printed, and asked of events.
 */
@NullMarked
package dev.traversion.model.search;

import org.jspecify.annotations.NullMarked;
