package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The holes noticed so far. Reads block and throw {@link JournalUnavailableException}. */
public interface GapLog {

  /** Remembers a hole. Idempotent; completes when durable. */
  CompletionStage<Void> record(Gap gap);

  /** The holes of one mirror, ascending by sequence number. */
  List<Gap> gaps(MirrorId mirror);
}
