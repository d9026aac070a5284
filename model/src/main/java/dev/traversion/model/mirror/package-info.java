/** Names of services, their mirrors and lanes. */
@NullMarked
package dev.traversion.model.mirror;

import org.jspecify.annotations.NullMarked;
