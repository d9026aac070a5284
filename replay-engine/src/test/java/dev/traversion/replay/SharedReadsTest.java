package dev.traversion.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void one_who_asks_again_gets_what_has_become_of_it_meanwhile() {
    var shared = new SharedReads<String, Integer>();
    Function<String, Integer> counting = _ -> reads.incrementAndGet();
    assertThat(shared.read("cart", counting)).isEqualTo(1);
    assertThat(shared.read("cart", counting)).isEqualTo(2);
  }

  @Test
  void all_who_ask_while_one_reads_share_the_next_read() throws Exception {
    var reading = new CountDownLatch(1);
    var mayEnd = new Semaphore(0);
    var shared = new SharedReads<String, Integer>();
    Function<String, Integer> reader =
        _ -> {
          int number = reads.incrementAndGet();
          reading.countDown();
          mayEnd.acquireUninterruptibly();
          return number;
        };
    try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = asking.submit(() -> shared.read("cart", reader));
      reading.await();
      var asked = new CountDownLatch(20);
      var others = new ArrayList<Future<Integer>>();
      var waiting = new ArrayList<Thread>();
      for (int i = 0; i < 20; i++) {
        others.add(
            asking.submit(
                () -> {
                  synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                  }
                  asked.countDown();
                  return shared.read("cart", reader);
                }));
      }
      asked.await();
      while (!allWait(waiting)) {
        Thread.onSpinWait();
      }
      mayEnd.release(2);
      assertThat(first.get()).isEqualTo(1);
      for (var other : others) {
        assertThat(other.get()).isEqualTo(2);
      }
    }
    assertThat(reads).hasValue(2);
  }

  @Test
  void what_a_read_throws_is_not_kept() {
    var shared = new SharedReads<String, Integer>();
    Function<String, Integer> reader =
        _ -> {
          if (reads.incrementAndGet() == 1) {
            throw new IllegalStateException("the store is away");
          }
          return 7;
        };
    assertThatThrownBy(() -> shared.read("cart", reader)).hasMessage("the store is away");
    assertThat(shared.read("cart", reader)).isEqualTo(7);
  }

  private static boolean allWait(List<Thread> threads) {
    synchronized (threads) {
      return threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }
  }
}
