package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.search.Term;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.frame.Lulls;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link FrameIndex} does. */
public interface FrameIndexContract {
  FrameIndex index();

  @Test
  default void gives_back_what_was_written() {
    var mirror = Samples.freshMirror();
    var entry = write(mirror, 7, List.of(call(7), call(8)));

    assertThat(index().read(mirror, 1, 10)).containsExactly(entry);
  }

  @Test
  default void gives_back_when_nothing_in_a_frame_occurred() {
    var mirror = Samples.freshMirror();
    long hour = 3_600_000_000_000L;
    var entry = write(mirror, 1, List.of(call(7), call(hour), call(2 * hour)));

    assertThat(index().read(mirror, 1, 10)).containsExactly(entry);
    assertThat(entry.summary().lulls()).isNotEqualTo(Lulls.none());
  }

  @Test
  default void lists_entries_from_a_number_on_in_order_and_at_most_so_many() {
    var mirror = Samples.freshMirror();
    for (long nr = 995; nr <= 1_005; nr++) {
      write(mirror, nr, List.of(call(nr)));
    }

    assertThat(index().read(mirror, 998, 5))
        .extracting(entry -> entry.address().sequenceNr())
        .containsExactly(998L, 999L, 1_000L, 1_001L, 1_002L);
    assertThat(index().read(mirror, 1_004, 5)).hasSize(2);
    assertThat(index().read(mirror, 1_006, 5)).isEmpty();
    assertThat(index().read(mirror, 1, 0)).isEmpty();
  }

  @Test
  default void keeps_one_entry_when_one_is_written_again() {
    var mirror = Samples.freshMirror();
    write(mirror, 1, List.of(call(1)));
    write(mirror, 1, List.of(call(1)));

    assertThat(index().read(mirror, 1, 10)).hasSize(1);
  }

  @Test
  default void lists_the_entries_after_a_hole() {
    var mirror = Samples.freshMirror();
    write(mirror, 1, List.of(call(1)));
    write(mirror, 1_990, List.of(call(2)));

    assertThat(index().read(mirror, 1, 10))
        .extracting(entry -> entry.address().sequenceNr())
        .containsExactly(1L, 1_990L);
    assertThat(index().read(mirror, 2, 10)).hasSize(1);
  }

  @Test
  default void answers_filters_that_know_the_traces_and_the_entities_of_each_frame() {
    var mirror = Samples.freshMirror();
    var order = new EntityRef("order", "42");
    write(mirror, 999, List.of(call(1), Samples.change(order, 5)));
    write(mirror, 1_001, List.of(call(2)));
    write(mirror, 1_002, List.of(call(3)));

    var filters = index().filters(mirror, 1, 1_001);

    assertThat(filters).containsOnlyKeys(999L, 1_001L);
    assertThat(filters.get(999L).mayHoldTrace(new TraceId(1, 1))).isTrue();
    assertThat(filters.get(999L).mayHoldEntity(order)).isTrue();
    assertThat(filters.get(1_001L).mayHoldTrace(new TraceId(2, 2))).isTrue();
    assertThat(filters.get(1_001L).mayHoldTrace(new TraceId(1, 1))).isFalse();
    assertThat(filters.get(1_001L).mayHoldEntity(order)).isFalse();
    assertThat(filters.get(999L).mayHold(Term.ofOperation("no such operation"))).isFalse();
    assertThat(filters.get(999L).weight()).isPositive();
    assertThat(index().filters(mirror, 2, 1)).isEmpty();
  }

  private static Event call(long trace) {
    return Samples.call(new TraceId(trace, trace), 1_000 + trace);
  }

  private FrameEntry write(MirrorId mirror, long sequenceNr, List<Event> events) {
    var entry =
        new FrameEntry(new FrameAddress(mirror, sequenceNr), FrameSummary.of(events), 4_711);
    index().write(entry, events).toCompletableFuture().join();
    return entry;
  }
}
