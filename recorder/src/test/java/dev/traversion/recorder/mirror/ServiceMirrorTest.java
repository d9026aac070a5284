package dev.traversion.recorder.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.journal.memory.InMemoryGapLog;
import dev.traversion.journal.memory.InMemoryMirrorRegistry;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.LiveFeed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServiceMirrorTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private static final int PATIENCE_SECONDS = 60;

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseMap(
                  Map.of(
                      "akka.actor.testkit.typed.single-expect-default",
                      Duration.ofSeconds(PATIENCE_SECONDS),
                      "akka.actor.testkit.typed.default-timeout",
                      Duration.ofSeconds(PATIENCE_SECONDS)))
              .withFallback(PersistenceTestKitPlugin.getInstance().config())
              .withFallback(ConfigFactory.load("reference"))
              .withFallback(ConfigFactory.load()));

  private final PersistenceTestKit journal = PersistenceTestKit.create(KIT.system());
  private final TestKitFrameStore frames = new TestKitFrameStore(journal);
  private final HeldIndex index = new HeldIndex();
  private final InMemoryGapLog gaps = new InMemoryGapLog();
  private final LinkedBlockingQueue<LiveFeed.Recorded> recorded = new LinkedBlockingQueue<>();
  private final MirrorId mirror = new MirrorId(ServiceId.of("shop", "cart"), 0);
  private final TestProbe<Outcome> sender = KIT.createTestProbe();

  @BeforeEach
  void emptyJournal() {
    journal.clearAll();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Nested
  class A_batch {
    @Test
    void is_answered_only_when_its_frame_and_its_index_row_are_durable() throws Exception {
      index.hold();
      var actor = start(SOON);
      observe(actor, log(1), log(2));
      var row = index.nextHeld();
      assertThat(journaledEvents()).containsExactly(log(1), log(2));
      sender.expectNoMessage(Duration.ZERO);
      row.complete(null);
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(0));
    }

    @Test
    void shares_a_frame_with_others_that_came_in_time() {
      var actor = start(Duration.ofSeconds(2));
      observe(actor, log(1));
      observe(actor, log(2));
      observe(actor, log(3));
      for (int i = 0; i < 3; i++) {
        assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(0));
      }
      assertThat(frames.all(mirror)).hasSize(1);
    }

    @Test
    void is_told_to_live_listeners_once_durable() throws Exception {
      var actor = start(SOON);
      observe(actor, log(1));
      assertThat(recorded.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .extracting(LiveFeed.Recorded::sequenceNr)
          .isEqualTo(1L);
    }

    @Test
    void is_refused_while_too_much_waits() {
      var actor = start(NEVER, 1);
      observe(actor, log(1));
      observe(actor, log(2));
      assertThat(sender.receiveMessage())
          .isEqualTo(new Outcome.Refused(Outcome.Reason.TOO_MUCH_WAITING));
    }

    @Test
    void is_refused_when_the_journal_fails_and_taken_when_it_works_again() {
      var actor = start(SOON);
      journal.failNextPersisted(mirror.entityId());
      observe(actor, log(1));
      assertThat(sender.receiveMessage())
          .isEqualTo(new Outcome.Refused(Outcome.Reason.JOURNAL_UNAVAILABLE));
      observe(actor, log(1));
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(0));
      assertThat(journaledEvents()).containsExactly(log(1));
    }

    @Test
    void is_refused_when_its_index_row_fails_and_found_again_when_redelivered() throws Exception {
      index.hold();
      var actor = start(SOON);
      observe(actor, log(1));
      index.nextHeld().completeExceptionally(new IllegalStateException("store away"));
      assertThat(sender.receiveMessage())
          .isEqualTo(new Outcome.Refused(Outcome.Reason.JOURNAL_UNAVAILABLE));
      index.nextHeld().complete(null); // the start that follows repairs the row
      observe(actor, log(1));
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(1));
      assertThat(journaledEvents()).containsExactly(log(1));
    }
  }

  @Nested
  class A_redelivery {
    @Test
    void is_answered_without_being_journaled_again() {
      var actor = start(SOON);
      observe(actor, log(1), log(2));
      sender.receiveMessage();
      observe(actor, log(2), log(3));
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(1));
      assertThat(journaledEvents()).containsExactly(log(1), log(2), log(3));
    }

    @Test
    void of_events_still_on_their_way_waits_for_them() throws Exception {
      index.hold();
      var actor = start(SOON);
      observe(actor, log(1));
      var row = index.nextHeld();
      observe(actor, log(1));
      openEvents(actor); // answered after the redelivery was handled
      sender.expectNoMessage(Duration.ZERO);
      row.complete(null);
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(0));
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(1));
    }

    @Test
    void is_recognised_by_a_mirror_that_was_started_again() {
      var first = start(SOON);
      observe(first, log(1));
      sender.receiveMessage();
      KIT.stop(first);
      var second = start(SOON);
      observe(second, log(1));
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(1));
      assertThat(journaledEvents()).containsExactly(log(1));
    }
  }

  @Nested
  class The_open_frame {
    @Test
    void is_readable_before_it_is_durable() {
      var actor = start(NEVER);
      observe(actor, log(1), log(2));
      assertThat(openEvents(actor)).containsExactly(log(1), log(2));
    }

    @Test
    void stays_readable_until_the_index_lists_it() throws Exception {
      index.hold();
      var actor = start(SOON);
      observe(actor, log(1));
      var row = index.nextHeld();
      assertThat(openEvents(actor)).containsExactly(log(1));
      row.complete(null);
      sender.receiveMessage();
      assertThat(openEvents(actor)).isEmpty();
    }
  }

  @Nested
  class The_mark_of_the_index {
    @Test
    void stays_until_a_row_is_durable_and_moves_with_it() throws Exception {
      index.hold();
      var actor = start(SOON);
      var before = open(actor).mark();
      observe(actor, log(1));
      var row = index.nextHeld();
      assertThat(open(actor).mark()).isEqualTo(before);
      row.complete(null);
      sender.receiveMessage();
      var after = open(actor).mark();
      assertThat(after).isNotEqualTo(before);
      assertThat(open(actor).mark()).isEqualTo(after);
    }

    @Test
    void is_another_after_every_start() throws Exception {
      index.hold();
      var actor = start(SOON);
      var before = open(actor).mark();
      observe(actor, log(1));
      index.nextHeld().completeExceptionally(new IllegalStateException("store away"));
      sender.receiveMessage();
      index.nextHeld().complete(null); // the start that follows repairs the row
      assertThat(open(actor).mark()).isNotEqualTo(before);
    }
  }

  @Nested
  class A_lost_frame {
    @Test
    void keeps_its_sequence_number_to_itself_and_is_written_down() {
      var lost = FrameSummary.of(List.of(log(7)));
      index.write(new FrameEntry(new FrameAddress(mirror, 1), lost, 100), List.of(log(7)));
      var actor = start(SOON);
      observe(actor, log(1));
      assertThat(sender.receiveMessage()).isEqualTo(new Outcome.Recorded(0));
      assertThat(frames.all(mirror))
          .extracting(frame -> frame.address().sequenceNr())
          .containsExactly(2L);
      assertThat(gaps.gaps(mirror))
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.address().sequenceNr()).isEqualTo(1);
                assertThat(gap.lost()).contains(lost);
              });
    }
  }

  @Nested
  class A_version_not_heard_of {
    @Test
    void is_journaled_as_a_deployment_beside_the_event_that_gave_it_away() {
      var actor = start(SOON);
      observe(actor, log(1, "1.0"), log(2, "1.0"), log(3, "1.1"));
      sender.receiveMessage();
      assertThat(journaledEvents())
          .filteredOn(Deployment.class::isInstance)
          .extracting(event -> ((Deployment) event).version())
          .containsExactly("1.0", "1.1");
    }

    @Test
    void is_not_deployed_again_by_a_mirror_that_was_started_again() {
      var first = start(SOON);
      observe(first, log(1, "1.0"));
      sender.receiveMessage();
      KIT.stop(first);
      var second = start(SOON);
      observe(second, log(2, "1.0"));
      sender.receiveMessage();
      assertThat(journaledEvents()).filteredOn(Deployment.class::isInstance).hasSize(1);
    }
  }

  private ActorRef<MirrorCommand> start(Duration frameMaxAge) {
    return start(frameMaxAge, 1 << 20);
  }

  private ActorRef<MirrorCommand> start(Duration frameMaxAge, long waitingMaxBytes) {
    var settings =
        new MirrorSettings(
            frameMaxAge,
            waitingMaxBytes,
            100,
            10_000,
            Duration.ofMinutes(10),
            1_000,
            Duration.ofMinutes(5));
    var tails =
        new JournalTailReader(
            frames,
            index,
            gaps,
            new InMemoryMirrorRegistry(),
            settings,
            InstantSource.fixed(NOON),
            Executors.newVirtualThreadPerTaskExecutor());
    return KIT.spawn(
        ServiceMirror.create(
            mirror,
            new MirrorDependencies(
                settings,
                index,
                tails,
                new RecorderMetrics(new SimpleMeterRegistry()),
                recorded::add)));
  }

  private void observe(ActorRef<MirrorCommand> actor, Event... events) {
    actor.tell(new MirrorCommand.Observe(new EventBatch(List.of(events)), sender.ref()));
  }

  private List<Event> openEvents(ActorRef<MirrorCommand> actor) {
    return open(actor).events();
  }

  private static OpenFrames.Open open(ActorRef<MirrorCommand> actor) {
    TestProbe<MirrorCommand.OpenEvents> probe = KIT.createTestProbe();
    actor.tell(new MirrorCommand.ReadOpen(probe.ref()));
    return probe.receiveMessage().told();
  }

  private List<Event> journaledEvents() {
    return frames.all(mirror).stream()
        .flatMap(frame -> FrameCodec.open(frame.address(), frame.bytes()).events().stream())
        .toList();
  }

  private static LogLine log(int number) {
    return log(number, "");
  }

  private static LogLine log(int number, String version) {
    var resource =
        version.isEmpty() ? Attributes.none() : Attributes.of("service.version", version);
    var origin =
        new Origin(
            new Origin.Resource(resource, 0, ""),
            new Origin.Scope("", "", Attributes.none(), 0, ""));
    long nanos = NOON.getEpochSecond() * 1_000_000_000L + number;
    return new LogLine(
        origin,
        nanos,
        0,
        nanos,
        9,
        "INFO",
        "",
        Value.of("line " + number),
        Attributes.none(),
        0,
        0,
        SpanContext.none(),
        0);
  }

  /** An index whose writes can be held back until a test lets them go. */
  private static final class HeldIndex implements FrameIndex {
    private final InMemoryFrameIndex rows = new InMemoryFrameIndex();
    private final LinkedBlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();
    private volatile boolean holding;

    void hold() {
      holding = true;
    }

    CompletableFuture<Void> nextHeld() throws InterruptedException {
      var next = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("an index row being written").isNotNull();
      return next;
    }

    @Override
    public CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events) {
      if (!holding) {
        return rows.write(entry, events);
      }
      var release = new CompletableFuture<Void>();
      held.add(release);
      return release.thenCompose(_ -> rows.write(entry, events));
    }

    @Override
    public List<FrameEntry> read(MirrorId mirror, long from, int limit) {
      return rows.read(mirror, from, limit);
    }

    @Override
    public SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to) {
      return rows.filters(mirror, from, to);
    }
  }
}
