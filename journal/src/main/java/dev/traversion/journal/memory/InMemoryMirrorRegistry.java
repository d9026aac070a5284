package dev.traversion.journal.memory;

import dev.traversion.journal.MirrorRegistry;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;

/** The mirrors in memory. Thread-safe. */
public final class InMemoryMirrorRegistry implements MirrorRegistry {
  private final Set<MirrorId> mirrors = new ConcurrentSkipListSet<>();

  @Override
  public CompletionStage<Void> register(MirrorId mirror) {
    mirrors.add(mirror);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<MirrorId> mirrors(String tenant) {
    return mirrors.stream().filter(mirror -> mirror.service().tenant().equals(tenant)).toList();
  }
}
