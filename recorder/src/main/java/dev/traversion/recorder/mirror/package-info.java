/** The mirrors: persistent sharded actors that journal what services were seen to do. */
@NullMarked
package dev.traversion.recorder.mirror;

import org.jspecify.annotations.NullMarked;
