@NullMarked
package dev.traversion.demo;

import org.jspecify.annotations.NullMarked;
