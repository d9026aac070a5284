/** Ways through history: the next and the previous of something, and who set what. */
@NullMarked
package dev.traversion.replay.navigate;

import org.jspecify.annotations.NullMarked;
