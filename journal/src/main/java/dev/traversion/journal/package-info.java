/** The stores of history: frames, their index, keyframes, mirrors and gaps. */
@NullMarked
package dev.traversion.journal;

import org.jspecify.annotations.NullMarked;
