package dev.traversion.demo;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells of failing requests: the first few one by one, then now and then how many. */
final class Failures {
  private static final int SHOWN = 3;
  private static final Duration PAUSE = Duration.ofSeconds(20);

  private final Narrator narrator;
  private final Guide guide;
  private long count;
  private @Nullable Instant toldAt;

  Failures(Narrator narrator, Guide guide) {
    this.narrator = narrator;
    this.guide = guide;
  }

  synchronized void add(ShopClient.Failure failure) {
    count++;
    if (count <= SHOWN) {
      narrator.tell("FAILED %s %s: %d", failure.method(), failure.path(), failure.status());
      guide.trace(failure);
      toldAt = failure.at();
    } else if (toldAt == null || failure.at().isAfter(toldAt.plus(PAUSE))) {
      narrator.tell("%d requests have failed so far", count);
      toldAt = failure.at();
    }
  }
}
