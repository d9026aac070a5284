package dev.traversion.model.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final EntityRef ORDER = new EntityRef("order", "42");
  private static final long WINDOW = 100;

  @Nested
  class A_call {
    @Test
    void is_in_flight_from_its_first_nanosecond_to_the_one_before_its_end() {
      var call = call(1, Call.KIND_SERVER, 1000, 1010);
      assertThat(at(999, call).inFlight()).isEmpty();
      assertThat(at(1000, call).inFlight()).hasSize(1);
      assertThat(at(1009, call).inFlight()).hasSize(1);
      assertThat(at(1010, call).inFlight()).isEmpty();
    }

    @Test
    void counts_in_the_vitals_from_its_end_for_the_length_of_the_window() {
      var call = call(1, Call.KIND_SERVER, 1000, 1010);
      assertThat(at(1009, call).vitals().calls()).isZero();
      assertThat(at(1010, call).vitals().calls()).isEqualTo(1);
      assertThat(at(1109, call).vitals().calls()).isEqualTo(1);
      assertThat(at(1110, call).vitals().calls()).isZero();
    }

    @Test
    void that_lasted_no_time_was_never_in_flight_but_counts() {
      var state = at(1000, call(1, Call.KIND_SERVER, 1000, 1000));
      assertThat(state.inFlight()).isEmpty();
      assertThat(state.vitals().calls()).isEqualTo(1);
      assertThat(state.vitals().maxNanos()).isZero();
    }
  }

  @Nested
  class Vitals_of_a_service {
    @Test
    void are_those_of_its_inbound_calls() {
      var state =
          at(
              1050,
              call(1, Call.KIND_SERVER, 1000, 1010),
              call(2, Call.KIND_CONSUMER, 1000, 1020),
              call(3, Call.KIND_CLIENT, 1000, 1030),
              call(4, Call.KIND_INTERNAL, 1000, 1040));
      assertThat(state.vitals()).isEqualTo(new Vitals(WINDOW, 2, 0, 10, 20, 20, 20));
      assertThat(state.recentCalls()).hasSize(4);
    }

    @Test
    void are_those_of_all_its_calls_where_no_inbound_one_ended_in_the_window() {
      var state =
          at(
              1050,
              call(1, Call.KIND_SERVER, 1000, 1051),
              call(3, Call.KIND_CLIENT, 1000, 1030),
              call(4, Call.KIND_INTERNAL, 1000, 1040));
      assertThat(state.vitals().calls()).isEqualTo(2);
    }

    @Test
    void are_all_zero_where_nothing_happened() {
      var vitals = at(1000).vitals();
      assertThat(vitals).isEqualTo(new Vitals(WINDOW, 0, 0, 0, 0, 0, 0));
      assertThat(vitals.errorRatio()).isZero();
    }
  }

  @Nested
  class An_entity {
    @Test
    void has_the_value_of_its_last_write_though_that_came_first() {
      var state = at(1000, write(900, "late"), write(800, "early"));
      assertThat(state.entities().get(ORDER).value()).contains(Document.of("late"));
    }

    @Test
    void is_a_tombstone_once_deleted_and_lives_again_when_written_later() {
      var deletion = change(900, Optional.empty());
      assertThat(at(1000, write(800, "x"), deletion).entities().get(ORDER).isDeleted()).isTrue();
      assertThat(at(1000, deletion, write(901, "x")).entities().get(ORDER).isDeleted()).isFalse();
    }

    @Test
    void is_not_known_before_its_first_write() {
      assertThat(at(799, write(800, "x")).entities()).isEmpty();
      assertThat(at(800, write(800, "x")).entities()).containsKey(ORDER);
    }
  }

  @Nested
  class A_fold {
    @Test
    void refuses_the_state_of_a_later_instant() {
      var later = at(1001);
      assertThatIllegalArgumentException().isThrownBy(() -> Fold.upTo(1000, WINDOW).merge(later));
    }

    @Test
    void refuses_a_state_whose_window_does_not_reach_far_enough_back() {
      var narrow = Fold.upTo(1000, 10).finish();
      assertThatIllegalArgumentException().isThrownBy(() -> Fold.upTo(1000, WINDOW).merge(narrow));
    }

    @Test
    void refuses_a_fold_of_another_instant() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Fold.upTo(1000, WINDOW).merge(Fold.upTo(999, WINDOW)));
    }

    @Test
    void is_of_no_use_after_it_was_finished() {
      var fold = Fold.upTo(1000, WINDOW);
      fold.finish();
      assertThatIllegalStateException().isThrownBy(() -> fold.add(write(1, "x")));
      assertThatIllegalStateException().isThrownBy(fold::finish);
    }

    @Test
    void reaches_to_both_ends_of_time() {
      var call = call(1, Call.KIND_SERVER, Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat(at(Long.MIN_VALUE, call).inFlight()).hasSize(1);
      assertThat(at(Long.MAX_VALUE, call).inFlight()).isEmpty();
      assertThat(at(Long.MAX_VALUE, call).recentCalls()).hasSize(1);
    }
  }

  @Test
  void a_state_takes_no_call_that_is_neither_in_flight_nor_in_its_window() {
    var ended = at(1010, call(1, Call.KIND_SERVER, 1000, 1010)).recentCalls();
    var nothing = at(2000);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ServiceState.of(
                    2000, WINDOW, nothing.entities(), nothing.config(), List.of(), ended));
  }

  private static ServiceState at(long at, Event... events) {
    return Fold.upTo(at, WINDOW).addAll(List.of(events)).finish();
  }

  private static EntityChange write(long at, String json) {
    return change(at, Optional.of(Document.of(json)));
  }

  private static EntityChange change(long at, Optional<Document> value) {
    return new EntityChange(
        Origin.unknown(), ORDER, value, at, at, SpanContext.none(), Attributes.none(), 0);
  }

  private static Call call(long span, int kind, long start, long end) {
    return new Call(
        Origin.unknown(),
        new SpanContext(new TraceId(1, 1), new SpanId(span)),
        SpanId.none(),
        "",
        0,
        "GET /",
        kind,
        start,
        end,
        end,
        Attributes.none(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        Call.STATUS_UNSET,
        "");
  }
}
