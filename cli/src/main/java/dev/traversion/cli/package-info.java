/** The command-line client. */
@NullMarked
package dev.traversion.cli;

import org.jspecify.annotations.NullMarked;
