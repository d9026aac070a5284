package dev.traversion.recorder.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.model.event.EventId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

  @Nested
  class Below_its_capacity {
    @RepeatedTest(50)
    void answers_as_a_set_does(RepetitionInfo repetition) {
      long seed = repetition.getCurrentRepetition();
      var random = new Random(seed);
      var ids = new RecentIds(100_000);
      var reference = new HashSet<EventId>();
      for (int i = 0; i < 20_000; i++) {
        // few distinct words, so that halves of ids collide often, all-zero ones among them
        var id = new EventId(random.nextLong(-100, 100), random.nextLong(-100, 100));
        assertThat(ids.add(id)).as("seed=%d i=%d", seed, i).isEqualTo(reference.add(id));
      }
      assertThat(ids.size()).as("seed=%d", seed).isEqualTo(reference.size());
    }
  }

  @Nested
  class At_its_capacity {
    @Test
    void knows_at_least_the_latest_half() {
      var ids = new RecentIds(1_000);
      var random = new Random(7);
      var added = new ArrayList<EventId>();
      for (int i = 0; i < 10_000; i++) {
        var id = new EventId(random.nextLong(), random.nextLong());
        ids.add(id);
        added.add(id);
        var latest = added.subList(Math.max(0, added.size() - 500), added.size());
        if (i % 97 == 0) {
          assertThat(latest).allMatch(ids::contains);
        }
      }
    }

    @Test
    void never_holds_more_than_its_capacity() {
      var ids = new RecentIds(1_000);
      for (int i = 0; i < 10_000; i++) {
        ids.add(new EventId(i, ~i));
        assertThat(ids.size()).isLessThanOrEqualTo(1_000);
      }
    }
  }

  @Test
  void refuses_a_capacity_that_cannot_be_halved() {
    assertThatThrownBy(() -> new RecentIds(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
