package dev.traversion.journal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.model.fixture.Seeds;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiceCodeTest {
  private static final int BITS = 24;
  private static final int LIMIT = 1 << BITS;

  @Test
  void numbers_come_back_in_about_the_size_that_was_said() {
    Seeds.forEach(
        200,
        seed -> {
          var random = new Random(seed);
          int most = 1 + random.nextInt(3_000);
          var numbers = random.ints(most, 0, LIMIT).sorted().distinct().toArray();
          int width = RiceCode.remainderBits(numbers.length, BITS);
          var out = new RiceCode.Writer();
          int previous = -1;
          for (int number : numbers) {
            out.next(previous, number, width);
            previous = number;
          }
          var bytes = out.toByteArray();
          assertThat((double) bytes.length * Byte.SIZE)
              .isLessThan(1.15 * RiceCode.size(numbers.length, BITS) + 64);
          var in = new RiceCode.Reader(bytes, 0);
          previous = -1;
          for (int number : numbers) {
            previous = read(in, previous, width);
            assertThat(previous).isEqualTo(number);
          }
        });
  }

  @Test
  void long_runs_of_ones_are_read() {
    var out = new RiceCode.Writer();
    out.next(-1, 500, 0);
    out.next(500, 1_000, 2);
    var in = new RiceCode.Reader(out.toByteArray(), 0);
    assertThat(read(in, -1, 0)).isEqualTo(500);
    assertThat(read(in, 500, 2)).isEqualTo(1_000);
  }

  @Test
  void a_code_that_ends_early_is_noticed() {
    var in = new RiceCode.Reader(new byte[] {-1, -1}, 0);
    assertThatThrownBy(() -> in.next(-1, 3, LIMIT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new RiceCode.Reader(new byte[] {0}, 0).bits(9))
        .isInstanceOf(IOException.class);
  }

  private static int read(RiceCode.Reader in, int previous, int width) {
    try {
      return in.next(previous, width, LIMIT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
