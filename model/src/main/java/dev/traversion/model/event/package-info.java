/** The recorded facts about a service: immutable, identified, placed in time. */
@NullMarked
package dev.traversion.model.event;

import org.jspecify.annotations.NullMarked;
