package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.RECORDED;
import static dev.traversion.recorder.otlp.Requests.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpProperties {
  private static final int SEEDS = 40;

  @ParameterizedTest
  @EnumSource(Signal.class)
  void what_is_encoded_decodes_to_equal_events(Signal signal) {
    Seeds.forEach(
        SEEDS,
        seed -> {
          var events = distinct(signal, seed);

          var decoded = read(signal, OtlpEncoder.encode(signal, events));

          assertThat(decoded.reason()).isEmpty();
          assertThat(Requests.events(decoded)).containsExactlyInAnyOrderElementsOf(events);
        });
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void json_and_protobuf_of_one_request_give_equal_events(Signal signal) {
    Seeds.forEach(
        SEEDS,
        seed -> {
          var protobuf = OtlpEncoder.encode(signal, distinct(signal, seed));

          assertThat(read(signal, Encoding.JSON, OtlpJson.of(signal, protobuf)))
              .isEqualTo(read(signal, protobuf));
        });
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void a_request_sent_again_gives_the_same_ids_and_no_two_of_its_events_share_one(Signal signal) {
    Seeds.forEach(
        SEEDS,
        seed -> {
          var events = distinct(signal, seed);
          var repeated = new ArrayList<Event>(events);
          repeated.addAll(events);
          repeated.addAll(events.subList(0, events.size() / 2));
          var request = OtlpEncoder.encode(signal, signal == Signal.TRACES ? events : repeated);

          var first = ids(decoder().decode(signal, Encoding.PROTOBUF, request, RECORDED));
          var second = ids(decoder().decode(signal, Encoding.PROTOBUF, request, RECORDED + 99));

          assertThat(second).isEqualTo(first);
          if (signal != Signal.TRACES) {
            first.values().forEach(ids -> assertThat(ids).doesNotHaveDuplicates());
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void a_damaged_request_is_malformed_or_yields_events_but_never_fails(Signal signal) {
    Seeds.forEach(
        SEEDS,
        seed -> {
          var random = new Random(seed);
          var request = OtlpEncoder.encode(signal, distinct(signal, seed));
          for (int i = 0; i < 50 && request.length > 0; i++) {
            var damaged = request.clone();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
              damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(decoder().decode(signal, Encoding.PROTOBUF, damaged, RECORDED))
                .isInstanceOf(Decoded.class);
          }
        });
  }

  @Test
  void one_decoder_serves_many_requests_without_mixing_their_texts() {
    var decoder = decoder();
    Seeds.forEach(
        SEEDS,
        seed -> {
          for (var signal : Signal.values()) {
            var request = OtlpEncoder.encode(signal, distinct(signal, seed));
            assertThat(decoder.decode(signal, Encoding.PROTOBUF, request, RECORDED))
                .isEqualTo(decoder().decode(signal, Encoding.PROTOBUF, request, RECORDED));
          }
        });
  }

  private static OtlpDecoder decoder() {
    return new OtlpDecoder(Limits.defaults(), "default");
  }

  private static Map<String, List<EventId>> ids(Decoded decoded) {
    var ids = new LinkedHashMap<String, List<EventId>>();
    ((Decoded.Events) decoded)
        .byService()
        .forEach(
            (service, events) -> ids.put(service.path(), events.stream().map(Event::id).toList()));
    return ids;
  }

  /** Random events that the signal can carry, no two with the same id. */
  private static List<Event> distinct(Signal signal, long seed) {
    var source = new Events(seed);
    var events = new ArrayList<Event>();
    var ids = new HashSet<EventId>();
    for (int i = 0; i < 120; i++) {
      var event = Transportable.of(source.next(), RECORDED);
      if (OtlpEncoder.signalOf(event) == signal && ids.add(event.id())) {
        events.add(event);
      }
    }
    return events;
  }
}
