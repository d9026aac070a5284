package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Which mirrors have a journal. Reads block and throw {@link JournalUnavailableException}. */
public interface MirrorRegistry {

  /** Remembers a mirror. Idempotent; completes when durable. */
  CompletionStage<Void> register(MirrorId mirror);

  /** All mirrors of a tenant, ordered by service and lane. */
  List<MirrorId> mirrors(String tenant);
}
