/** What to look for in filters: terms, and which of them a search requires. */
@NullMarked
package dev.traversion.journal.search;

import org.jspecify.annotations.NullMarked;
