/** The API: endpoints as data, their resources, problems, and the server that binds all doors. */
@NullMarked
package dev.traversion.http;

import org.jspecify.annotations.NullMarked;
