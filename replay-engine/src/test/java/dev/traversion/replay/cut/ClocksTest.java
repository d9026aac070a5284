package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private static final ServiceId CART = ServiceId.of("shop", "cart");

  private final InMemoryClockOffsets stored = new InMemoryClockOffsets();
  private final List<Long> readFrom = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong time = new AtomicLong();
  private final Clocks clocks = new Clocks(counting(), time::get);

  @Test
  void are_read_once_however_often_they_are_asked_for() {
    write(0, 100, 5);
    for (int i = 0; i < 10; i++) {
      assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 5);
    }
    assertThat(readFrom).containsExactly(Long.MIN_VALUE);
  }

  @Test
  void know_at_once_what_was_estimated_here_without_reading_all_again() {
    write(0, 100, 5);
    assertThat(clocks.of(CART).toCommon(middle(150))).isEqualTo(middle(150) - 5);
    clocks.learn(write(100, 200, 9));
    assertThat(clocks.of(CART).toCommon(middle(150))).isEqualTo(middle(150) - 9);
    clocks.learn(write(50, 52, 7)); // late calls tell of an hour ago
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 7);
    assertThat(clocks.of(CART).toCommon(middle(20))).isEqualTo(middle(20) - 5);
    assertThat(readFrom).containsExactly(Long.MIN_VALUE);
  }

  @Test
  void of_another_node_are_brought_up_to_date_by_their_newest_windows() {
    write(0, 100, 5);
    clocks.of(CART);
    write(99, 130, 8); // by another node
    time.set(Duration.ofSeconds(6).toNanos());
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (clocks.of(CART).toCommon(middle(120)) != middle(120) - 8) {
      assertThat(System.nanoTime()).as("is brought up to date").isLessThan(patience);
      Thread.onSpinWait();
    }
    assertThat(clocks.of(CART).toCommon(middle(20))).isEqualTo(middle(20) - 5);
    assertThat(readFrom.stream().filter(from -> from == Long.MIN_VALUE)).hasSize(1);
    assertThat(readFrom).hasSizeGreaterThan(1);
  }

  private static long middle(long window) {
    return window * ServiceClock.WINDOW_NANOS + ServiceClock.WINDOW_NANOS / 2;
  }

  private List<ClockWindow> write(long from, long to, long offset) {
    var windows =
        LongStream.range(from, to)
            .mapToObj(
                window ->
                    new ClockWindow(
                        CART,
                        window * ServiceClock.WINDOW_NANOS,
                        offset,
                        OptionalLong.of(1),
                        10,
                        0))
            .toList();
    stored.write(windows);
    return windows;
  }

  private ClockOffsets counting() {
    return new ClockOffsets() {
      @Override
      public void write(List<ClockWindow> windows) {
        stored.write(windows);
      }

      @Override
      public List<ClockWindow> read(ServiceId service, long fromNanos) {
        readFrom.add(fromNanos);
        return stored.read(service, fromNanos);
      }

      @Override
      public void writeProgress(MirrorId mirror, long sequenceNr) {
        stored.writeProgress(mirror, sequenceNr);
      }

      @Override
      public long progress(MirrorId mirror) {
        return stored.progress(mirror);
      }
    };
  }
}
