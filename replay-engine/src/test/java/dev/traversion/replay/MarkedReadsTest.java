package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.IndexMark;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MarkedReadsTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);
  private static final Optional<IndexMark> MARK = Optional.of(new IndexMark(1, 1));

  private final AtomicInteger stored = new AtomicInteger(1);
  private final AtomicLong clock = new AtomicLong();
  private final MarkedReads<Integer> reads = MarkedReads.of(Duration.ofNanos(10), clock::get);

  @Test
  void are_spared_while_the_mirror_tells_that_nothing_was_added() {
    assertThat(read(MARK)).isEqualTo(1);
    stored.set(2); // as if somebody else had written: only a read tells
    assertThat(read(MARK)).isEqualTo(1);
  }

  @Test
  void are_made_when_rows_were_added_or_the_mirror_started_anew() {
    read(MARK);
    stored.set(2);
    assertThat(read(Optional.of(new IndexMark(1, 2)))).isEqualTo(2);
    stored.set(3);
    assertThat(read(Optional.of(new IndexMark(2, 2)))).isEqualTo(3);
  }

  @Test
  void are_made_each_time_when_the_mirror_tells_nothing() {
    read(MARK);
    stored.set(2);
    assertThat(read(Optional.empty())).isEqualTo(2);
    stored.set(3);
    assertThat(read(Optional.empty())).isEqualTo(3);
    assertThat(read(MARK)).as("read without a mark").isEqualTo(3);
  }

  @Test
  void are_made_again_after_a_while_whatever_the_mirror_tells() {
    read(MARK);
    stored.set(2);
    clock.set(9);
    assertThat(read(MARK)).isEqualTo(1);
    clock.set(10);
    assertThat(read(MARK)).isEqualTo(2);
  }

  private int read(Optional<IndexMark> mark) {
    return reads.read(MIRROR, mark, _ -> stored.get());
  }
}
