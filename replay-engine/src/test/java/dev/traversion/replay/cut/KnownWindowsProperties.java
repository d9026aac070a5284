package dev.traversion.replay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.ClockWindow;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** However much of it was let go of, the same is known as if all were kept. */
class KnownWindowsProperties {
  private static final long MINUTE = ServiceClock.WINDOW_NANOS;
  private static final int MINUTES = 14 * 24 * 60;
  private static final List<ServiceId> SERVICES =
      List.of(ServiceId.of("shop", "cart"), ServiceId.of("shop", "order"));

  @Test
  void knows_what_was_put_and_what_had_been_written() {
    Seeds.forEach(
        40,
        seed -> {
          var random = new Random(seed);
          var stored = new InMemoryClockOffsets();
          var all = new ArrayList<TreeMap<Long, ClockWindow>>();
          for (var service : SERVICES) {
            all.add(new TreeMap<>());
            for (int i = random.nextInt(300); i > 0; i--) {
              var window = window(service, random);
              stored.write(List.of(window));
              all.getLast().put(window.fromNanos(), window);
            }
          }
          var known = new KnownWindows(stored);
          var unwritten = new ArrayList<ClockWindow>();
          for (int step = 0; step < 600; step++) {
            int number = random.nextInt(SERVICES.size());
            var service = SERVICES.get(number);
            var expected = all.get(number);
            if (random.nextInt(3) == 0) {
              var window = window(service, random);
              assertThat(known.put(window))
                  .isEqualTo(!window.equals(expected.put(window.fromNanos(), window)));
              unwritten.add(window);
            }
            long asked = random.nextInt(MINUTES) * MINUTE;
            assertThat(known.get(service, asked))
                .isEqualTo(Optional.ofNullable(expected.get(asked)));
            assertThat(known.knownBefore(service, asked))
                .isEqualTo(firstKnown(expected.headMap(asked, false).descendingMap().values()));
            assertThat(known.knownAfter(service, asked))
                .isEqualTo(firstKnown(expected.tailMap(asked, false).values()));
            if (random.nextInt(20) == 0) {
              stored.write(unwritten);
              unwritten.clear();
              known.forget(random.nextInt(MINUTES) * MINUTE);
            }
          }
        });
  }

  private static Optional<ClockWindow> firstKnown(Iterable<ClockWindow> windows) {
    for (var window : windows) {
      if (window.isKnown()) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  /** Once known, a window stays known: estimates are replaced by those of more pairs. */
  private static ClockWindow window(ServiceId service, Random random) {
    int number = random.nextInt(MINUTES);
    return new ClockWindow(
        service,
        number * MINUTE,
        random.nextInt(9),
        OptionalLong.empty(),
        number % 4 == 0 ? 0 : 1 + random.nextInt(9),
        random.nextInt(3));
  }
}
