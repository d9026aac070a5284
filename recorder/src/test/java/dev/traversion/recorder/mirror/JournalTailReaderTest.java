package dev.traversion.recorder.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.journal.memory.InMemoryFrameStore;
import dev.traversion.journal.memory.InMemoryGapLog;
import dev.traversion.journal.memory.InMemoryMirrorRegistry;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JournalTailReaderTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final InMemoryFrameStore frames = new InMemoryFrameStore();
  private final InMemoryFrameIndex index = new InMemoryFrameIndex();
  private final InMemoryGapLog gaps = new InMemoryGapLog();
  private final InMemoryMirrorRegistry registry = new InMemoryMirrorRegistry();
  private final MirrorId mirror = new MirrorId(ServiceId.of("shop", "cart"), 0);

  @Nested
  class An_empty_journal {
    @Test
    void has_an_empty_tail_and_registers_its_mirror() {
      assertThat(read(0)).isEqualTo(new JournalTail(List.of(), 0, 0, 0));
      assertThat(registry.mirrors("default")).containsExactly(mirror);
    }
  }

  @Nested
  class A_journal_that_agrees_with_its_index {
    @Test
    void gives_its_events_oldest_first() {
      journal(1, log(1), log(2));
      journal(2, log(3));
      assertThat(read(2)).isEqualTo(new JournalTail(List.of(log(1), log(2), log(3)), 0, 0, 0));
    }

    @Test
    void is_read_back_only_as_far_as_ids_are_remembered() {
      long longAgo = nanos(-3_600);
      for (int nr = 1; nr <= 40; nr++) {
        journal(nr, recordedAt(nr, nr <= 24 ? longAgo : nanos(0)));
      }
      var events = read(40).events();
      assertThat(events).hasSizeBetween(16, 39);
      assertThat(events.getLast()).isEqualTo(recordedAt(40, nanos(0)));
    }
  }

  @Nested
  class A_missing_index_row {
    @Test
    void is_written_again() {
      journal(1, log(1));
      frames.append(address(2), FrameCodec.encode(List.of(log(2), log(3))));
      assertThat(read(2).repaired()).isEqualTo(1);
      assertThat(index.read(mirror, 2, 10))
          .singleElement()
          .extracting(FrameEntry::summary)
          .isEqualTo(FrameSummary.of(List.of(log(2), log(3))));
    }
  }

  @Nested
  class A_lost_frame {
    @Test
    void in_the_middle_is_written_down_once() {
      journal(1, log(1));
      journal(2, log(2));
      journal(3, log(3));
      frames.lose(address(2));
      assertThat(read(3).newGaps()).isEqualTo(1);
      assertThat(read(3).newGaps()).isZero();
      assertThat(gaps.gaps(mirror))
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.address()).isEqualTo(address(2));
                assertThat(gap.lost()).contains(FrameSummary.of(List.of(log(2))));
              });
    }

    @Test
    void that_the_index_does_not_know_either_is_written_down_all_the_same() {
      journal(1, log(1));
      journal(3, log(3));
      assertThat(read(3).newGaps()).isEqualTo(1);
      assertThat(gaps.gaps(mirror))
          .singleElement()
          .satisfies(gap -> assertThat(gap.lost()).isEmpty());
    }

    @Test
    void at_the_end_is_counted_so_that_its_number_is_not_given_away() {
      journal(1, log(1));
      journal(2, log(2));
      journal(3, log(3));
      frames.lose(address(2));
      frames.lose(address(3));
      var tail = read(1);
      assertThat(tail.lostBeyondEnd()).isEqualTo(2);
      assertThat(tail.newGaps()).isEqualTo(2);
    }
  }

  @Nested
  class A_damaged_frame {
    @Test
    void is_passed_over() {
      journal(1, log(1));
      frames.append(address(2), new byte[] {1, 2, 3});
      index.write(new FrameEntry(address(2), FrameSummary.of(List.of(log(2))), 3), List.of(log(2)));
      journal(3, log(3));
      assertThat(read(3).events()).containsExactly(log(1), log(3));
    }
  }

  private JournalTail read(long highest) {
    var settings =
        new MirrorSettings(
            Duration.ofMillis(1),
            1,
            1,
            1_000,
            Duration.ofMinutes(10),
            1_000,
            Duration.ofMinutes(5));
    return new JournalTailReader(
            frames, index, gaps, registry, settings, InstantSource.fixed(NOON), Runnable::run)
        .read(mirror, highest)
        .toCompletableFuture()
        .join();
  }

  private void journal(long sequenceNr, Event... events) {
    var bytes = FrameCodec.encode(List.of(events));
    frames.append(address(sequenceNr), bytes);
    index.write(
        new FrameEntry(address(sequenceNr), FrameSummary.of(List.of(events)), bytes.length),
        List.of(events));
  }

  private FrameAddress address(long sequenceNr) {
    return new FrameAddress(mirror, sequenceNr);
  }

  private static LogLine log(int number) {
    return recordedAt(number, nanos(0));
  }

  private static long nanos(long secondsAfterNoon) {
    return (NOON.getEpochSecond() + secondsAfterNoon) * 1_000_000_000L;
  }

  private static LogLine recordedAt(int number, long recordedAtNanos) {
    return new LogLine(
        Origin.unknown(),
        nanos(0) + number,
        0,
        recordedAtNanos,
        9,
        "INFO",
        "",
        Value.of("line " + number),
        Attributes.none(),
        0,
        0,
        SpanContext.none(),
        0);
  }
}
