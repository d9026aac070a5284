package dev.traversion.replay;

import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;

/**
 * What an answer lacks. All lists empty: nothing known to be missing.
 *
 * @param gaps frames that the journal lost and that might have mattered
 * @param damaged frames that could not be decoded and might have mattered
 * @param silentMirrors mirrors whose open frame did not answer: the newest events may be missing
 * @param timeBudgetSpent whether the search stopped early because its time was up
 * @param beyondArchive whether the question reached beyond the window of an opened archive: what
 *     happened outside may be missing
 */
public record Completeness(
    List<Gap> gaps,
    List<FrameAddress> damaged,
    List<MirrorId> silentMirrors,
    boolean timeBudgetSpent,
    boolean beyondArchive) {

  private static final Completeness WHOLE =
      new Completeness(List.of(), List.of(), List.of(), false, false);

  /** Of a question that stayed within what is known. */
  public Completeness(
      List<Gap> gaps,
      List<FrameAddress> damaged,
      List<MirrorId> silentMirrors,
      boolean timeBudgetSpent) {
    this(gaps, damaged, silentMirrors, timeBudgetSpent, false);
  }

  public static Completeness whole() {
    return WHOLE;
  }

  public boolean isWhole() {
    return gaps.isEmpty()
        && damaged.isEmpty()
        && silentMirrors.isEmpty()
        && !timeBudgetSpent
        && !beyondArchive;
  }
}
