package dev.traversion.recorder.mirror;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.traversion.recorder.Wire;

/** A mirror's answer to a batch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Outcome.Recorded.class, name = "recorded"),
  @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused")
})
public sealed interface Outcome extends Wire {

  /**
   * Every event of the batch is durable.
   *
   * @param redelivered of these, how many the mirror had already
   */
  record Recorded(int redelivered) implements Outcome {}

  /** Nothing is promised of any event of the batch; sending it again is safe. */
  record Refused(Reason reason) implements Outcome {}

  /** Why a batch was refused; each of them passes. */
  enum Reason {
    /** Too many bytes or batches wait in this mirror. */
    TOO_MUCH_WAITING,
    /** The mirror reads what it needs of its journal before it can take more. */
    STARTING,
    /** The store did not take the frame. */
    JOURNAL_UNAVAILABLE
  }
}
