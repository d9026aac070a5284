package dev.traversion.replay;

import dev.traversion.model.mirror.ServiceId;

/**
 * A service and how far its history reaches.
 *
 * @param firstOccurredNanos earliest {@code occurredAt} recorded
 * @param lastOccurredNanos latest {@code occurredAt} recorded
 * @param events how many events are recorded (redeliveries beyond the mirror's memory count twice)
 * @param version the latest version deployed; empty when not known
 */
public record ServiceOverview(
    ServiceId service,
    int lanes,
    long firstOccurredNanos,
    long lastOccurredNanos,
    long events,
    String version) {}
