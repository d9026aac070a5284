/** The stores in Cassandra, and the schema they live in. */
@NullMarked
package dev.traversion.journal.cassandra;

import org.jspecify.annotations.NullMarked;
