package dev.traversion.journal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.search.Requirement;
import dev.traversion.journal.search.Term;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.fixture.Conditions;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.ConditionText;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.Subject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of the terms of every frame. */
class TermSetProperties {
  private static final ServiceId CART = ServiceId.of("shop", "cart");

  @Test
  void a_frame_that_holds_what_is_wanted_is_never_ruled_out_however_small_the_budget() {
    var passed = new AtomicLong();
    var ruledOut = new AtomicLong();
    Seeds.forEach(
        150,
        seed -> {
          var random = new Random(seed);
          var events = new Events(seed).list(1 + random.nextInt(40));
          var filters = stored(TermSet.of(events, random.nextBoolean() ? 1 : 1 << 20));
          // of other events too: some conditions are of what the frame does not hold
          var source = random.nextBoolean() ? events : new Events(~seed).list(20);
          var conditions = new Conditions(seed, source);
          for (int i = 0; i < 20; i++) {
            var condition = i % 2 == 0 ? conditions.leaf() : conditions.next();
            boolean holds =
                events.stream()
                    .anyMatch(event -> Matching.matches(condition, Subject.of(CART, event)));
            boolean may = Requirement.of(condition).isFulfilled(filters::mayHold);
            assertThat(may || !holds).as(ConditionText.of(condition)).isTrue();
            passed.addAndGet(holds ? 1 : 0);
            ruledOut.addAndGet(may ? 0 : 1);
          }
        });
    assertThat(passed.get()).as("conditions fulfilled").isGreaterThan(500);
    assertThat(ruledOut.get()).as("frames ruled out").isGreaterThan(250);
  }

  @Test
  void traces_and_changed_entities_are_never_left_out() {
    Seeds.forEach(
        50,
        seed -> {
          var events = new Events(seed).list(60);
          var filters = stored(TermSet.of(events, 1));
          for (var event : events) {
            var trace = event.context().traceId();
            assertThat(trace.isNone() || filters.mayHoldTrace(trace)).isTrue();
            if (event instanceof EntityChange change) {
              assertThat(filters.mayHoldEntity(change.entity())).isTrue();
            }
          }
        });
  }

  @Test
  void a_set_keeps_within_a_quarter_of_its_frame() {
    Seeds.forEach(
        50,
        seed -> {
          var events = new Events(seed).list(200);
          for (int frameBytes : new int[] {12_000, 24_000, 60_000}) {
            var bytes = TermSet.of(events, frameBytes).encode();
            var least = TermSet.of(events, 1).encode().length;
            assertThat(bytes.length).isLessThanOrEqualTo(Math.max(least, frameBytes / 4 + 64));
          }
        });
  }

  @Test
  void a_damaged_set_rules_nothing_out() {
    Seeds.forEach(
        200,
        seed -> {
          var random = new Random(seed);
          var bytes = TermSet.of(new Events(seed).list(5), 1 << 20).encode();
          var cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
          var nowhere = Term.ofWord("nowhere".hashCode(), false);
          assertThat(FilterPair.decode(bytes).mayHold(nowhere)).isFalse();
          assertThat(FilterPair.decode(cut).mayHold(nowhere)).isTrue();
          bytes[1 + random.nextInt(bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
          assertThat(FilterPair.decode(bytes).mayHold(nowhere)).isTrue();
        });
    assertThat(FilterPair.decode(new byte[] {2, 0}).mayHoldTrace(new TraceId(1, 1))).isTrue();
  }

  @Test
  void a_run_tells_of_each_frame_what_its_own_set_tells() {
    Seeds.forEach(
        12,
        seed -> {
          var random = new Random(seed);
          long run = random.nextInt(3);
          var filters = new TreeMap<Long, FrameFilters>();
          var terms = new HashSet<Term>();
          for (int frame = 0; frame < TermRuns.FRAMES; frame++) {
            if (random.nextInt(4) == 0) {
              continue; // its filters are missing
            }
            List<Event> events = new Events(random.nextInt(60)).list(1 + random.nextInt(10));
            filters.put(
                TermRuns.firstOf(run) + frame,
                stored(TermSet.of(events, random.nextBoolean() ? 1 : 1 << 20)));
            if (frame % 8 == 0) {
              events.forEach(event -> terms.add(Term.ofTrace(event.context().traceId())));
              terms.add(Term.ofWord("order".hashCode(), false));
              terms.add(Term.ofMagnitude(Term.DURATION, random.nextInt(60)));
            }
          }
          var slices = TermRun.slices(run, filters);
          assertThat(slices).hasSize(TermRuns.SLICES);
          terms.stream()
              .sorted(Comparator.comparingInt(Term::hash))
              .collect(Collectors.groupingBy(Term::slice))
              .forEach(
                  (slice, wanted) -> {
                    var found = new long[wanted.size()];
                    long known = TermRun.find(slices.get(slice), wanted, found);
                    assertThat(Long.bitCount(known)).isEqualTo(filters.size());
                    filters.forEach(
                        (number, set) -> {
                          long frame = 1L << TermRuns.frameInRun(number);
                          for (int i = 0; i < found.length; i++) {
                            assertThat((found[i] & frame) != 0)
                                .isEqualTo(set.mayHold(wanted.get(i)));
                          }
                        });
                  });
        });
  }

  @Test
  void a_damaged_slice_knows_of_no_frame() {
    assertThat(TermRun.find(new byte[0], List.of(), new long[0])).isZero();
    assertThat(TermRun.find(new byte[] {9, 1}, List.of(), new long[0])).isZero();
    assertThat(TermRun.find(new byte[] {1, -1}, List.of(), new long[0])).isZero();
    var slice = TermRun.slices(0, new TreeMap<>()).getFirst();
    slice[3] ^= 4;
    assertThat(TermRun.find(slice, List.of(), new long[0])).isZero();
  }

  private static FrameFilters stored(TermSet set) {
    return FilterPair.decode(set.encode());
  }
}
