package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Conditions;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.search.Condition;
import dev.traversion.model.search.ConditionText;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.Subject;
import dev.traversion.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What holds of the counts of every search along every window. */
class MatchingTimelineProperties {
  private static final int HISTORIES = 100;

  @Test
  void they_are_what_going_through_all_recordings_counts() {
    var found = new AtomicLong();
    Seeds.forEach(
        2 * HISTORIES,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(120);
          if (world.random.nextBoolean()) {
            world.recorded.buildTermRuns();
          }
          var condition = new Conditions(seed, world.events).next();
          var query = query(world, condition);
          int buckets = 1 + world.random.nextInt(50);
          var answer = world.recorded.engine().timeline(query, buckets);
          assertThat(answer.completeness().isWhole()).isTrue();
          assertThat(answer.value().countedToNanos()).isEmpty();
          var timeline = answer.value().timeline();
          assertThat(timeline.buckets().size()).isLessThanOrEqualTo(buckets);
          var wanted = wanted(world, query);
          found.addAndGet(wanted.size());
          for (var bucket : timeline.buckets()) {
            var inside = inside(bucket, timeline, query, wanted);
            var text = ConditionText.of(condition) + " at " + bucket.startNanos();
            assertThat(bucket.events()).as(text).isEqualTo(inside.size());
            assertThat(bucket.errors())
                .as(text)
                .isEqualTo(inside.stream().filter(Event::isError).count());
            assertThat(bucket.latency().maxNanos()).as(text).isEqualTo(longest(inside));
          }
        });
    assertThat(found.get()).as("events found").isGreaterThan(500);
  }

  @Test
  void where_time_is_up_all_before_is_counted_and_of_the_rest_no_more_than_there_is() {
    var spent = new AtomicLong();
    Seeds.forEach(
        HISTORIES / 4,
        seed -> {
          var world = new RandomWorld(seed, CART, false, false).record(1_000);
          var query = query(world, Condition.everything());
          var clock = new AtomicLong();
          LongSupplier leaping = () -> clock.addAndGet(3_600_000_000_000L);
          var answer = RecordedWorld.engine(world.recorded.sources(), leaping).timeline(query, 40);
          var countedTo = answer.value().countedToNanos();
          assertThat(countedTo.isPresent()).isEqualTo(answer.completeness().timeBudgetSpent());
          spent.addAndGet(countedTo.isPresent() ? 1 : 0);
          var timeline = answer.value().timeline();
          var wanted = wanted(world, query);
          for (var bucket : timeline.buckets()) {
            int all = inside(bucket, timeline, query, wanted).size();
            if (bucket.startNanos() + timeline.bucketNanos() <= countedTo.orElse(Long.MAX_VALUE)) {
              assertThat(bucket.events()).isEqualTo(all);
            } else {
              assertThat(bucket.events()).isLessThanOrEqualTo(all);
            }
          }
        });
    assertThat(spent.get()).as("searches that ran out of time").isPositive();
  }

  private static EventQuery query(RandomWorld world, Condition condition) {
    long a = world.instant();
    long b = world.instant();
    return new EventQuery(
            "default",
            Set.of(),
            Math.min(a, b),
            Math.max(a, b) + 1,
            Set.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            world.random.nextBoolean())
        .with(condition);
  }

  /** A timeline counts recordings: an event that was recorded twice counts twice. */
  private static List<Event> wanted(RandomWorld world, EventQuery query) {
    var recordings = new ArrayList<>(world.recordings());
    recordings.addAll(TimelineProperties.openOnly(world));
    recordings.removeIf(
        event ->
            event.occurredAtNanos() < query.fromNanos()
                || event.occurredAtNanos() >= query.toNanos()
                || !Matching.matches(query.condition(), Subject.of(CART, event)));
    return recordings;
  }

  private static List<Event> inside(
      Timeline.Bucket bucket, Timeline timeline, EventQuery query, List<Event> events) {
    long end = Math.min(query.toNanos(), bucket.startNanos() + timeline.bucketNanos());
    return events.stream()
        .filter(event -> event.occurredAtNanos() >= bucket.startNanos())
        .filter(event -> event.occurredAtNanos() < end)
        .toList();
  }

  private static long longest(List<Event> events) {
    return events.stream()
        .filter(Call.class::isInstance)
        .map(Call.class::cast)
        .mapToLong(call -> Math.max(0, call.endNanos() - call.startNanos()))
        .max()
        .orElse(0);
  }
}
