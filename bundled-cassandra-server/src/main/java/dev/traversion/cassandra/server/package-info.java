/** Runs inside the server's process, before the server. */
@NullMarked
package dev.traversion.cassandra.server;

import org.jspecify.annotations.NullMarked;
