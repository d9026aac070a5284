package dev.traversion.journal;

/**
 * How far a mirror's rows in the index had come. Only the mirror itself adds rows, and holes are
 * noted before it accepts anything: so between two equal marks nothing was added to either, and
 * what was read after the first is still all there is.
 *
 * @param start which of the mirror's starts; drawn at random
 * @param rows written since that start, and known to be durable
 */
public record IndexMark(long start, long rows) {}
