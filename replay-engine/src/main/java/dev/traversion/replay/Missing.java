package dev.traversion.replay;

import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Collects what one answer lacks. Thread-safe. */
final class Missing {
  private static final Comparator<FrameAddress> BY_MIRROR =
      Comparator.comparing(FrameAddress::mirror).thenComparingLong(FrameAddress::sequenceNr);

  private final SortedMap<FrameAddress, Gap> gaps = new ConcurrentSkipListMap<>(BY_MIRROR);
  private final SortedSet<FrameAddress> damaged = new ConcurrentSkipListSet<>(BY_MIRROR);
  private final SortedSet<MirrorId> silent = new ConcurrentSkipListSet<>();
  private volatile boolean timeBudgetSpent;
  private volatile boolean beyondArchive;

  void gap(Gap gap) {
    gaps.putIfAbsent(gap.address(), gap);
  }

  void damaged(FrameAddress address) {
    damaged.add(address);
  }

  void silent(MirrorId mirror) {
    silent.add(mirror);
  }

  void timeBudgetSpent() {
    timeBudgetSpent = true;
  }

  void beyondArchive() {
    beyondArchive = true;
  }

  <T> Answer<T> answer(T value) {
    return new Answer<>(value, completeness());
  }

  private Completeness completeness() {
    var found =
        new Completeness(
            List.copyOf(gaps.values()),
            List.copyOf(damaged),
            List.copyOf(silent),
            timeBudgetSpent,
            beyondArchive);
    return found.isWhole() ? Completeness.whole() : found;
  }
}
