package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.journal.TermRuns;
import dev.traversion.journal.memory.InMemoryTermRuns;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.search.ConditionParser;
import dev.traversion.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How little of a long history a search reads. */
class SearchEconomyTest {
  private static final int FRAMES = 612;

  /** Those whose frames have settled. */
  private static final int RUNS = (FRAMES - 32) / TermRuns.FRAMES;

  private static final int LINES = 5;
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 0);

  private final RecordedWorld recorded = new RecordedWorld();
  private final AtomicInteger framesRead = new AtomicInteger();
  private TermRuns runs = recorded.termRuns;

  SearchEconomyTest() {
    recorded.mirrors.register(MIRROR).toCompletableFuture().join();
    for (int frame = 0; frame < FRAMES; frame++) {
      var events = new ArrayList<Event>();
      for (int line = 0; line < LINES; line++) {
        events.add(line(frame * LINES + line));
      }
      recorded.record(MIRROR, events);
    }
    assertThat(engine().termRunBuilder().buildDue("default")).isEqualTo(RUNS);
  }

  @Test
  void a_rare_value_is_found_in_few_frames_wherever_it_is() {
    for (int number : new int[] {3, 1_500, FRAMES * LINES - 1}) {
      assertThat(found("number=" + number, 10)).containsExactly(number);
      assertThat(found("\"visitor " + number + " came\"", 10)).containsExactly(number);
      assertThat(found("trace:" + new TraceId(9, number + 1), 10)).containsExactly(number);
      assertThat(framesRead.getAndSet(0)).as("number %s", number).isBetween(3, 6);
    }
    assertThat(found("number:999999 OR nothing", 10)).isEmpty();
    assertThat(framesRead.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void what_is_rare_is_counted_along_all_of_history_in_few_frames() {
    var query = query("number=3 OR number=1500");
    var counted =
        engine()
            .timeline(
                new EventQuery(
                    query.tenant(),
                    query.services(),
                    1,
                    FRAMES * LINES + 1,
                    query.kinds(),
                    query.errorsOnly(),
                    query.operation(),
                    query.trace(),
                    query.entity(),
                    query.condition(),
                    query.newestFirst()),
                10)
            .value();
    assertThat(counted.timeline().buckets().stream().mapToLong(Timeline.Bucket::events).sum())
        .isEqualTo(2);
    assertThat(framesRead.get()).isBetween(2, 6);
  }

  @Test
  void a_range_reads_frames_with_numbers_of_such_a_magnitude() {
    assertThat(found("number<4", 10)).containsExactly(3, 2, 1, 0);
    assertThat(found("number:1..2", 10)).containsExactly(2, 1);
    assertThat(framesRead.get()).isBetween(2, 6);
  }

  @Test
  void a_common_value_is_read_from_the_newest_frames_only() {
    assertThat(found("shop=cart came", 10)).hasSize(10).contains(FRAMES * LINES - 1);
    assertThat(framesRead.get()).isLessThanOrEqualTo(8);
  }

  @Test
  void runs_that_were_lost_change_no_answer_and_are_built_again() {
    runs = new InMemoryTermRuns();
    assertThat(found("number=7", 10)).containsExactly(7);
    assertThat(framesRead.get()).isLessThanOrEqualTo(2);
    assertThat(engine().termRunBuilder().buildDue("default")).isEqualTo(RUNS);
    assertThat(engine().termRunBuilder().buildDue("default")).isZero();
    assertThat(runs.runs(MIRROR, 0)).hasSize(RUNS).contains(0L, RUNS - 1L);
  }

  private List<Integer> found(String search, int limit) {
    return engine().events(query(search), Optional.empty(), limit).value().items().stream()
        .map(event -> (int) ((LogLine) event.event()).timeNanos() - 1)
        .toList();
  }

  private static EventQuery query(String search) {
    return new EventQuery(
            "default",
            Set.of(),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Set.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true)
        .with(ConditionParser.parse(search));
  }

  private ReplayEngine engine() {
    var sources = recorded.sources();
    return RecordedWorld.engine(
        new Sources(
            sources.mirrors(),
            sources.index(),
            new CountingFrames(sources.frames(), framesRead),
            sources.keyframes(),
            sources.tiles(),
            runs,
            sources.gaps(),
            sources.open(),
            sources.clocks()));
  }

  private static Event line(int number) {
    return new LogLine(
        Origin.unknown(),
        number + 1,
        0,
        number + 1,
        9,
        "INFO",
        "",
        Value.of("visitor " + number + " came to the shop"),
        Attributes.builder().put("number", number).put("shop", "cart").build(),
        0,
        0,
        new SpanContext(new TraceId(9, number + 1), new SpanId(number + 1)),
        0);
  }
}
