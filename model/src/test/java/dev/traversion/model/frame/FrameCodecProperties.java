package dev.traversion.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FrameCodecProperties {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("shop", "cart"), 3), 17);

  @Test
  void what_was_encoded_comes_back_exactly() {
    Seeds.forEach(
        300,
        seed -> {
          var events = new Events(seed).list(new Random(seed).nextInt(1, 200));
          var frame = FrameCodec.open(ADDRESS, FrameCodec.encode(events));
          assertThat(frame.size()).isEqualTo(events.size());
          assertThat(frame.events()).isEqualTo(events);
        });
  }

  @Test
  void frames_of_one_kind_come_back_exactly() {
    Seeds.forEach(
        20,
        seed -> {
          for (var kind : EventKind.values()) {
            var source = new Events(seed);
            var events =
                java.util.stream.IntStream.range(0, new Random(seed).nextInt(1, 40))
                    .mapToObj(_ -> source.next(kind))
                    .toList();
            assertThat(FrameCodec.open(ADDRESS, FrameCodec.encode(events)).events())
                .isEqualTo(events);
          }
        });
  }

  @Test
  void events_come_back_exactly_one_by_one_in_any_order_though_others_are_never_asked_for() {
    Seeds.forEach(
        300,
        seed -> {
          var random = new Random(seed);
          var events = new Events(seed).list(random.nextInt(1, 200));
          var frame = FrameCodec.open(ADDRESS, FrameCodec.encode(events));
          for (int asked = random.nextInt(1, 60); asked > 0; asked--) {
            int row = random.nextInt(events.size());
            assertThat(frame.event(row)).isEqualTo(events.get(row));
          }
        });
  }

  @Test
  void every_column_alone_agrees_with_the_whole_events() {
    Seeds.forEach(
        100,
        seed -> {
          var random = new Random(seed);
          var events = new Events(seed).list(random.nextInt(1, 100));
          var bytes = FrameCodec.encode(events);
          for (var column : Column.values()) {
            // a fresh frame for each, so that no other column has been decoded before
            column.check(FrameCodec.open(ADDRESS, bytes), events);
          }
        });
  }

  @Test
  void one_event_can_be_had_alone() {
    Seeds.forEach(
        50,
        seed -> {
          var events = new Events(seed).list(30);
          var bytes = FrameCodec.encode(events);
          int row = new Random(seed).nextInt(events.size());
          assertThat(FrameCodec.open(ADDRESS, bytes).event(row)).isEqualTo(events.get(row));
        });
  }

  private enum Column {
    KINDS {
      @Override
      void check(Frame frame, List<Event> events) {
        var kinds = frame.kinds();
        for (int row = 0; row < events.size(); row++) {
          assertThat(kinds[row]).isEqualTo((byte) events.get(row).kind().ordinal());
        }
      }
    },
    OCCURRED {
      @Override
      void check(Frame frame, List<Event> events) {
        assertThat(frame.occurredAtNanos())
            .isEqualTo(events.stream().mapToLong(Event::occurredAtNanos).toArray());
      }
    },
    RECORDED {
      @Override
      void check(Frame frame, List<Event> events) {
        assertThat(frame.recordedAtNanos())
            .isEqualTo(events.stream().mapToLong(Event::recordedAtNanos).toArray());
      }
    },
    ENDS {
      @Override
      void check(Frame frame, List<Event> events) {
        assertThat(frame.endNanos())
            .isEqualTo(
                events.stream()
                    .mapToLong(
                        event ->
                            event instanceof Call call ? call.endNanos() : event.occurredAtNanos())
                    .toArray());
      }
    },
    ERRORS {
      @Override
      void check(Frame frame, List<Event> events) {
        for (int row = 0; row < events.size(); row++) {
          assertThat(frame.errors().get(row)).isEqualTo(events.get(row).isError());
        }
      }
    },
    TRACES {
      @Override
      void check(Frame frame, List<Event> events) {
        for (int row = 0; row < events.size(); row++) {
          assertThat(frame.traceId(row)).isEqualTo(events.get(row).context().traceId());
        }
      }
    },
    CONTEXTS {
      @Override
      void check(Frame frame, List<Event> events) {
        for (int row = 0; row < events.size(); row++) {
          assertThat(frame.context(row)).isEqualTo(events.get(row).context());
        }
      }
    },
    PARENTS {
      @Override
      void check(Frame frame, List<Event> events) {
        eachCall(
            events,
            (row, call) -> assertThat(frame.parentSpanId(row)).isEqualTo(call.parentSpanId()),
            frame::parentSpanId);
      }
    },
    SPAN_KINDS {
      @Override
      void check(Frame frame, List<Event> events) {
        eachCall(
            events,
            (row, call) -> assertThat(frame.spanKind(row)).isEqualTo(call.spanKind()),
            frame::spanKind);
      }
    },
    NAMES {
      @Override
      void check(Frame frame, List<Event> events) {
        eachCall(
            events,
            (row, call) -> assertThat(frame.callName(row)).isEqualTo(call.name()),
            frame::callName);
      }
    },
    LINKS {
      @Override
      void check(Frame frame, List<Event> events) {
        eachCall(
            events,
            (row, call) -> assertThat(frame.links(row)).isEqualTo(call.links()),
            frame::links);
      }
    },
    ENTITIES {
      @Override
      void check(Frame frame, List<Event> events) {
        int found = 0;
        for (int row = 0; row < events.size(); row++) {
          if (events.get(row) instanceof EntityChange change) {
            assertThat(frame.entityRows()[found++]).isEqualTo(row);
            assertThat(frame.entity(row)).isEqualTo(change.entity());
          }
        }
        assertThat(frame.entityRows()).hasSize(found);
      }
    };

    abstract void check(Frame frame, List<Event> events);

    /**
     * @param column what the frame says of calls alone
     */
    private static void eachCall(
        List<Event> events, BiConsumer<Integer, Call> check, IntFunction<?> column) {
      for (int row = 0; row < events.size(); row++) {
        if (events.get(row) instanceof Call call) {
          check.accept(row, call);
        } else {
          int other = row;
          assertThatIllegalArgumentException().isThrownBy(() -> column.apply(other));
        }
      }
    }
  }
}
