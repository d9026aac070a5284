/** The node: wires the rooms of the house together and runs them. */
@NullMarked
package dev.traversion.node;

import org.jspecify.annotations.NullMarked;
