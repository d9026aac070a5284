package dev.traversion.http.json;

import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.Completeness;
import java.util.List;

/** What an answer may lack. */
public final class CompletenessJson {
  private static final int MOST = 100;

  private CompletenessJson() {}

  /** The member {@code completeness}; left out when the answer is whole. */
  public static void write(Json json, Completeness completeness) {
    if (completeness.isWhole()) {
      return;
    }
    json.object(
        "completeness",
        object -> {
          object
              .objects("gaps", first(completeness.gaps()), CompletenessJson::gap)
              .number("gapsTotal", completeness.gaps().size())
              .objects("damaged", first(completeness.damaged()), CompletenessJson::frame)
              .number("damagedTotal", completeness.damaged().size())
              .objects(
                  "silentMirrors", first(completeness.silentMirrors()), CompletenessJson::mirror)
              .number("silentMirrorsTotal", completeness.silentMirrors().size())
              .flag("timeBudgetSpent", completeness.timeBudgetSpent());
          if (completeness.beyondArchive()) {
            object.flag("beyondArchive", true);
          }
        });
  }

  private static void gap(Json json, Gap gap) {
    frame(json, gap.address());
    json.instant("noticedAt", gap.noticedAtNanos());
    gap.lost()
        .ifPresent(
            lost ->
                json.object(
                    "lost",
                    object ->
                        object
                            .instant("firstOccurredAt", lost.minOccurredNanos())
                            .instant("lastOccurredAt", lost.maxOccurredNanos())
                            .number("events", lost.total())));
  }

  private static void frame(Json json, FrameAddress address) {
    mirror(json, address.mirror());
    json.number("sequenceNr", address.sequenceNr());
  }

  private static void mirror(Json json, MirrorId mirror) {
    json.text("service", mirror.service().path()).number("lane", mirror.lane());
  }

  private static <T> List<T> first(List<T> items) {
    return items.size() <= MOST ? items : items.subList(0, MOST);
  }
}
