package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private static final ServiceId CART = ServiceId.of("shop", "cart");

  private final InMemoryClockOffsets stored = new InMemoryClockOffsets();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger windowsRead = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();
  private final Phaser readers = new Phaser(1);
  private final Clocks clocks = new Clocks(counting(), time::get, this::start);

  @Test
  void are_read_once_however_often_they_are_asked_for() {
    write(0, 100, 5);
    for (int i = 0; i < 10; i++) {
      assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 5);
      assertThat(clocks.of(CART).toLocal(middle(50))).isEqualTo(middle(50) + 5);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void are_read_of_the_time_that_is_asked_for_however_much_more_there_is() {
    write(0, 100_000, 5);
    assertThat(clocks.of(CART).toCommon(middle(50_000))).isEqualTo(middle(50_000) - 5);
    assertThat(windowsRead.get()).isLessThan(100);
  }

  @Test
  void are_read_of_all_services_together() {
    clocks.fetch(List.of(CART, ServiceId.of("shop", "order")), middle(50));
    assertThat(reads).hasValue(2);
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50));
    assertThat(reads).hasValue(2);
  }

  @Test
  void know_at_once_what_was_estimated_here() {
    write(0, 100, 5);
    assertThat(clocks.of(CART).toCommon(middle(150))).isEqualTo(middle(150) - 5);
    assertThat(clocks.of(CART).toCommon(middle(9_000))).isEqualTo(middle(9_000) - 5);
    clocks.forget(write(100, 200, 9));
    assertThat(clocks.of(CART).toCommon(middle(150))).isEqualTo(middle(150) - 9);
    assertThat(clocks.of(CART).toCommon(middle(9_000))).isEqualTo(middle(9_000) - 9);
    clocks.forget(write(50, 52, 7)); // late calls tell of an hour ago
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 7);
    assertThat(clocks.of(CART).toCommon(middle(20))).isEqualTo(middle(20) - 5);
  }

  @Test
  void are_not_read_again_for_what_changes_elsewhere() {
    write(0, 3_000, 5);
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 5);
    clocks.forget(write(2_000, 2_001, 9));
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 5);
    assertThat(reads).hasValue(1);
  }

  @Test
  void of_another_node_are_brought_up_to_date_by_their_newest_windows() {
    write(0, 100, 5);
    clocks.of(CART).toCommon(middle(120));
    write(99, 130, 8); // by another node
    passes(Duration.ofSeconds(6));
    clocks.of(CART).toCommon(middle(120)); // is answered as it is
    passes(Duration.ZERO);
    assertThat(clocks.of(CART).toCommon(middle(120))).isEqualTo(middle(120) - 8);
    assertThat(clocks.of(CART).toCommon(middle(20))).isEqualTo(middle(20) - 5);
  }

  @Test
  void that_nobody_asked_for_a_while_are_read_anew() {
    write(0, 3_000, 5);
    clocks.of(CART).toCommon(middle(50));
    clocks.of(CART).toCommon(middle(3_100));
    write(40, 60, 8); // by another node, from calls that were recorded late
    write(3_000, 3_110, 8);
    passes(Duration.ofMinutes(2));
    assertThat(clocks.of(CART).toCommon(middle(3_100))).isEqualTo(middle(3_100) - 8);
    passes(Duration.ofMinutes(9));
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 8);
  }

  @Test
  void of_long_ago_are_brought_up_to_date_now_and_then() {
    write(0, 3_000, 5);
    clocks.of(CART).toCommon(middle(50));
    write(40, 60, 8); // by another node, from calls that were recorded late
    for (int i = 0; i < 14; i++) {
      passes(Duration.ofSeconds(50));
      clocks.of(CART).toCommon(middle(50));
    }
    passes(Duration.ZERO);
    assertThat(clocks.of(CART).toCommon(middle(50))).isEqualTo(middle(50) - 8);
  }

  @Test
  void tell_whether_they_ever_were_off() {
    write(0, 100, 0);
    assertThat(clocks.everOff(List.of(CART))).isEmpty();
    clocks.forget(write(100, 101, -3));
    assertThat(clocks.everOff(List.of(CART))).containsExactly(CART);
  }

  private void start(Runnable reading) {
    readers.register();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                reading.run();
              } finally {
                readers.arriveAndDeregister();
              }
            });
  }

  /** Only when all that was begun is done: what is read counts as read when it is put away. */
  private void passes(Duration duration) {
    readers.arriveAndAwaitAdvance();
    time.addAndGet(duration.toNanos());
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
      public List<ClockWindow> read(ServiceId service, long fromNanos, long toNanos) {
        var windows = stored.read(service, fromNanos, toNanos);
        reads.incrementAndGet();
        windowsRead.addAndGet(windows.size());
        return windows;
      }

      @Override
      public Optional<ClockWindow> lastKnownBefore(ServiceId service, long nanos) {
        return stored.lastKnownBefore(service, nanos);
      }

      @Override
      public Optional<ClockWindow> firstKnownFrom(ServiceId service, long nanos) {
        return stored.firstKnownFrom(service, nanos);
      }

      @Override
      public boolean isEverOff(ServiceId service) {
        return stored.isEverOff(service);
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
