/** Answers as text for people: times, durations, tables, differences, waterfalls. */
@NullMarked
package dev.traversion.cli.text;

import org.jspecify.annotations.NullMarked;
