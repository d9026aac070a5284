package dev.traversion.replay.navigate;

import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.Answer;
import dev.traversion.replay.Completeness;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Adds up what the answers lack that one answer is made of. */
final class Lacking {
  private final Set<Gap> gaps = new LinkedHashSet<>();
  private final Set<FrameAddress> damaged = new LinkedHashSet<>();
  private final Set<MirrorId> silent = new LinkedHashSet<>();
  private boolean timeBudgetSpent;
  private boolean beyondArchive;

  /** The value of an answer, once what it lacks is noted. */
  synchronized <T> T of(Answer<T> answer) {
    var completeness = answer.completeness();
    gaps.addAll(completeness.gaps());
    damaged.addAll(completeness.damaged());
    silent.addAll(completeness.silentMirrors());
    timeBudgetSpent |= completeness.timeBudgetSpent();
    beyondArchive |= completeness.beyondArchive();
    return answer.value();
  }

  synchronized void timeBudgetSpent() {
    timeBudgetSpent = true;
  }

  synchronized <T> Answer<T> answer(T value) {
    var found =
        new Completeness(
            List.copyOf(gaps),
            List.copyOf(damaged),
            List.copyOf(silent),
            timeBudgetSpent,
            beyondArchive);
    return new Answer<>(value, found.isWhole() ? Completeness.whole() : found);
  }
}
