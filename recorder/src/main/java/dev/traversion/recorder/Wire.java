package dev.traversion.recorder;

/** Marks messages that travel between nodes; bound to Jackson CBOR in {@code reference.conf}. */
public interface Wire {}
