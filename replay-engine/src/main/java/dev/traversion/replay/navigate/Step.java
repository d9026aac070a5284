package dev.traversion.replay.navigate;

import dev.traversion.replay.RecordedEvent;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a step leads.
 *
 * @param atNanos the instant of the common time line at which the event happened: a state at this
 *     instant shows it; meaningless without an event
 * @param event empty where there is none that way, or none was found in time
 * @param change what it did to the field that was followed; empty where no field was
 * @param searchedToNanos where time was up before anything was found: from here on it may be. Going
 *     on from this instant continues the search
 */
public record Step(
    Optional<RecordedEvent> event,
    long atNanos,
    Optional<FieldChange> change,
    OptionalLong searchedToNanos) {

  static Step to(RecordedEvent event, long atNanos) {
    return new Step(Optional.of(event), atNanos, Optional.empty(), OptionalLong.empty());
  }

  static Step to(RecordedEvent event, long atNanos, FieldChange change) {
    return new Step(Optional.of(event), atNanos, Optional.of(change), OptionalLong.empty());
  }

  static Step nowhere() {
    return new Step(Optional.empty(), 0, Optional.empty(), OptionalLong.empty());
  }

  static Step unfinished(long searchedToNanos) {
    return new Step(Optional.empty(), 0, Optional.empty(), OptionalLong.of(searchedToNanos));
  }
}
