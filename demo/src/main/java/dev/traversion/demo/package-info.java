/** A small real shop, its traffic, its bad deployment, and the story of them. */
@NullMarked
package dev.traversion.demo;

import org.jspecify.annotations.NullMarked;
