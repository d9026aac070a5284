package dev.traversion.replay.navigate;

import dev.traversion.model.event.EntityChange;

/** A write of an entity, and who made it. */
public record Write(EntityChange change, Writer writer) {}
