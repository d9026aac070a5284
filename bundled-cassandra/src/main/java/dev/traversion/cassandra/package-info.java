/** A real Cassandra as a child process on loopback. */
@NullMarked
package dev.traversion.cassandra;

import org.jspecify.annotations.NullMarked;
