/** What every door yields: events by service, rejections, and the limits that hold for all. */
@NullMarked
package dev.traversion.recorder.delivery;

import org.jspecify.annotations.NullMarked;
