package dev.traversion.replay;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;

/** An event and the service that it is of. */
public record RecordedEvent(ServiceId service, Event event) {}
