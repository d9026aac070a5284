package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.search.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Judges by their own filters the frames that no term run has judged. */
final class FrameJudge {
  private final FilterCache filters;
  private final Requirement requirement;
  private final Set<FrameEntry> unjudged;

  /**
   * @param unjudged by identity
   */
  FrameJudge(FilterCache filters, Requirement requirement, Set<FrameEntry> unjudged) {
    this.filters = filters;
    this.requirement = requirement;
    this.unjudged = unjudged;
  }

  /** Those that may hold what is required, in the same order. */
  List<FrameEntry> passing(List<FrameEntry> entries) {
    var asked = entries.stream().filter(unjudged::contains).toList();
    if (asked.isEmpty()) {
      return entries;
    }
    var left = filters.passing(asked, known -> requirement.isFulfilled(known::mayHold));
    var passing = new ArrayList<FrameEntry>();
    int next = 0; // of those left, which are in the same order
    for (var entry : entries) {
      if (!unjudged.contains(entry)) {
        passing.add(entry);
      } else if (next < left.size() && left.get(next).address().equals(entry.address())) {
        passing.add(entry);
        next++;
      }
    }
    return passing;
  }
}
