/** How events, states and answers are written in JSON. */
@NullMarked
package dev.traversion.http.json;

import org.jspecify.annotations.NullMarked;
