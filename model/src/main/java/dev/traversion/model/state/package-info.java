/** The state of a service at an instant, and the fold that builds it. */
@NullMarked
package dev.traversion.model.state;

import org.jspecify.annotations.NullMarked;
