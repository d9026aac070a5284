package dev.traversion.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids are derived from content, so everything hangs on their being the same wherever derived. */
class EventIdProperties {
  private static final FrameAddress SOMEWHERE =
      new FrameAddress(new MirrorId(ServiceId.of("", "any"), 0), 1);

  @Test
  void an_event_keeps_its_id_through_the_journal() {
    Seeds.forEach(
        100,
        seed -> {
          List<Event> events = new Events(seed).list(40);
          var read = FrameCodec.open(SOMEWHERE, FrameCodec.encode(events)).events();
          assertThat(read).extracting(Event::id).isEqualTo(events.stream().map(Event::id).toList());
        });
  }

  @Test
  void different_events_have_different_ids() {
    Seeds.forEach(
        100,
        seed -> {
          var byId = new HashMap<EventId, Event>();
          for (var event : new Events(seed).list(200)) {
            var other = byId.put(event.id(), event);
            if (other != null && !(event instanceof Call) && !hasUid(event)) {
              assertThat(event).isEqualTo(other);
            }
          }
        });
  }

  /** Written down: last write wins breaks ties by id, so a stored history depends on them. */
  @Test
  void ids_do_not_change_from_build_to_build() {
    var point =
        new Measurement(
            Origin.unknown(),
            new Measurement.Metric("queue.depth", "", "1", Attributes.none()),
            0,
            1_767_268_800_000_000_000L,
            1,
            Attributes.of("queue", "orders"),
            new Measurement.Point.Gauge(new Measurement.Reading.Whole(7)),
            0,
            List.of(),
            0);
    assertThat(point.id()).hasToString("0f959adc756ddc2390925d064ae71573");
  }

  private static boolean hasUid(Event event) {
    return switch (event) {
      case LogLine line -> line.attributes().text("log.record.uid") != null;
      case EntityChange change -> change.attributes().text("log.record.uid") != null;
      case ConfigChange change -> change.attributes().text("log.record.uid") != null;
      case Deployment deployment -> deployment.attributes().text("log.record.uid") != null;
      case SystemSignal signal -> signal.attributes().text("log.record.uid") != null;
      case Call _, Measurement _ -> false;
    };
  }
}
