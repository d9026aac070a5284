package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link TermRuns} does. */
public interface TermRunsContract {
  TermRuns termRuns();

  @Test
  default void gives_back_a_slice_of_each_run_of_an_era() {
    var mirror = Samples.freshMirror();
    long era = TermRuns.RUNS_OF_ERA;
    for (long run : new long[] {0, 3, era - 1, era}) {
      write(mirror, run);
    }

    assertThat(termRuns().slices(mirror, 0, 5, 0)).containsOnlyKeys(0L, 3L, era - 1);
    assertThat(termRuns().slices(mirror, 0, 5, 0).get(3L)).isEqualTo(bytes(3, 5));
    assertThat(termRuns().slices(mirror, 0, 5, 1)).containsOnlyKeys(3L, era - 1);
    assertThat(termRuns().slices(mirror, 1, 63, 0)).containsOnlyKeys(era);
    assertThat(termRuns().slices(mirror, 2, 0, 0)).isEmpty();
    assertThat(termRuns().slices(Samples.freshMirror(), 0, 0, 0)).isEmpty();
  }

  @Test
  default void lists_the_runs_that_are_there() {
    var mirror = Samples.freshMirror();
    long later = TermRuns.RUNS_OF_ERA + 6;
    write(mirror, 1);
    write(mirror, 1);
    write(mirror, later);

    assertThat(termRuns().runs(mirror, 0)).containsExactly(1L);
    assertThat(termRuns().runs(mirror, 1)).containsExactly(later);
    assertThat(termRuns().runs(mirror, 2)).isEmpty();
  }

  @Test
  default void refuses_a_run_that_is_not_whole() {
    assertThatThrownBy(() -> termRuns().write(Samples.freshMirror(), 0, List.of(new byte[] {1})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void write(MirrorId mirror, long run) {
    var slices = new ArrayList<byte[]>();
    for (int slice = 0; slice < TermRuns.SLICES; slice++) {
      slices.add(bytes(run, slice));
    }
    termRuns().write(mirror, run, slices);
  }

  private static byte[] bytes(long run, int slice) {
    return new byte[] {(byte) run, (byte) slice};
  }
}
