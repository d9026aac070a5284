package dev.traversion.journal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameFilters;
import dev.traversion.model.event.EntityRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterPairProperties {
  private static final long SEED = 7_020_261_123L;

  @Test
  void a_set_of_any_size_holds_its_keys_after_it_was_stored_and_read() throws Exception {
    var random = new Random(SEED);
    for (int size = 0; size < 400; size++) {
      long[] keys = random.longs(size).distinct().toArray();
      var read = stored(KeySet.of(keys));
      for (long key : keys) {
        assertThat(read.mayHold(key)).as("seed=%s size=%s", SEED, size).isTrue();
      }
      assertThat(read.weight()).isPositive();
    }
  }

  @Test
  void a_set_says_yes_wrongly_for_no_more_than_one_key_in_a_hundred() throws Exception {
    var random = new Random(SEED);
    for (int size : new int[] {1, 16, 17, 100, 1_000, 10_000}) {
      var set = stored(KeySet.of(random.longs(size).distinct().toArray()));
      long wrong = random.longs(100_000).filter(set::mayHold).count();
      assertThat(wrong).as("seed=%s size=%s", SEED, size).isLessThan(1_000);
    }
  }

  @Test
  void a_set_of_a_thousand_keys_takes_ten_bits_a_key() throws Exception {
    var bytes = bytes(KeySet.of(new Random(SEED).longs(1_000).toArray()));
    assertThat(bytes.length * 8 / 1_000.0).isBetween(9.0, 10.5);
  }

  @Test
  void damaged_or_unknown_bytes_never_fail_and_never_say_no_to_what_is_there() {
    var random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      var bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      FrameFilters filters = FilterPair.decode(bytes);
      assertThat(filters.weight()).as("seed=%s round=%s", SEED, i).isPositive();
    }
    var truth = new EntityRef("order", "1");
    assertThat(FilterPair.decode(new byte[] {2, 0, 0}).mayHoldEntity(truth)).isTrue();
    assertThat(FilterPair.decode(new byte[0]).mayHoldEntity(truth)).isTrue();
  }

  private static KeySet stored(KeySet set) throws IOException {
    return KeySet.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(set))));
  }

  private static byte[] bytes(KeySet set) throws IOException {
    var bytes = new ByteArrayOutputStream();
    set.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
