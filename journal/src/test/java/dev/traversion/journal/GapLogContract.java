package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.TraceId;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link GapLog} does. */
public interface GapLogContract {
  GapLog gaps();

  @Test
  default void lists_the_gaps_of_a_mirror_in_order_with_what_was_known_of_them() {
    var mirror = Samples.freshMirror();
    var summary = FrameSummary.of(List.of(Samples.call(new TraceId(1, 2), 77)));
    var known = new Gap(new FrameAddress(mirror, 9), 1_000, Optional.of(summary));
    var unknown = new Gap(new FrameAddress(mirror, 3), 2_000, Optional.empty());
    for (var gap : List.of(known, unknown, known)) {
      gaps().record(gap).toCompletableFuture().join();
    }

    assertThat(gaps().gaps(mirror)).containsExactly(unknown, known);
    assertThat(gaps().gaps(Samples.freshMirror())).isEmpty();
  }
}
