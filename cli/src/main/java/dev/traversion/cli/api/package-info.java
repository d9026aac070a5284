/** Questions to a Traversion server, and what can go wrong with them. */
@NullMarked
package dev.traversion.cli.api;

import org.jspecify.annotations.NullMarked;
