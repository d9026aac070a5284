package dev.traversion.recorder.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a real application sent, through the decoder and the frames and back. */
class DemoRecordingTest {
  private static final String FOLDER = "/recordings/demo-shop/";
  private static final long RECORDED_AT = 1_800_000_000_000_000_000L;
  private static final int EVENTS_PER_FRAME = 700;

  private final OtlpDecoder decoder = new OtlpDecoder(Limits.defaults(), ServiceId.DEFAULT_TENANT);

  @Test
  void nothing_that_the_shop_sent_is_refused() throws IOException {
    for (var signal : List.of(Signal.TRACES, Signal.LOGS)) {
      for (var request : requests(signal)) {
        assertThat(decoded(signal, request).rejected()).isZero();
      }
    }
  }

  @Test
  void holds_every_kind_of_event_that_a_service_sends() throws IOException {
    var events = byService().values().stream().flatMap(List::stream).toList();
    assertThat(byService().keySet())
        .extracting(ServiceId::path)
        .containsExactly("shop/cart", "shop/catalog", "shop/gateway", "shop/order", "shop/payment");
    assertThat(of(events, Call.class))
        .anyMatch(call -> call.spanKind() == Call.KIND_SERVER && call.isError())
        .anyMatch(call -> call.spanKind() == Call.KIND_CLIENT && !call.events().isEmpty());
    assertThat(of(events, LogLine.class)).isNotEmpty();
    assertThat(of(events, ConfigChange.class))
        .filteredOn(change -> change.key().equals("refundWindowDays"))
        .extracting(change -> change.value().map(Document::json).orElse(""))
        .containsExactly("30", "14");
    assertThat(of(events, EntityChange.class))
        .allMatch(change -> !change.context().traceId().isNone())
        .extracting(change -> change.value().map(Document::json).orElse(""))
        .anyMatch(json -> json.contains("\"discountCents\":581,"))
        .anyMatch(json -> json.contains("\"discountCents\":5.805"));
  }

  @Test
  void frames_give_the_very_same_events_back() throws IOException {
    for (var entry : byService().entrySet()) {
      var events = entry.getValue();
      var mirror = new MirrorId(entry.getKey(), 0);
      for (int from = 0; from < events.size(); from += EVENTS_PER_FRAME) {
        var part = events.subList(from, Math.min(from + EVENTS_PER_FRAME, events.size()));
        var frame = FrameCodec.open(new FrameAddress(mirror, 1), FrameCodec.encode(part));
        assertThat(frame.events()).isEqualTo(part);
      }
    }
  }

  @Test
  void written_as_otlp_again_they_are_read_as_the_same_events() throws IOException {
    for (var signal : List.of(Signal.TRACES, Signal.LOGS)) {
      for (var request : requests(signal)) {
        var events = decoded(signal, request).byService();
        for (var entry : events.entrySet()) {
          var again = decoded(signal, OtlpEncoder.encode(signal, entry.getValue())).byService();
          assertThat(again).isEqualTo(Map.of(entry.getKey(), entry.getValue()));
        }
      }
    }
  }

  private static <T extends Event> List<T> of(List<Event> events, Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private Map<ServiceId, List<Event>> byService() throws IOException {
    var all = new TreeMap<ServiceId, List<Event>>();
    for (var signal : List.of(Signal.TRACES, Signal.LOGS)) {
      for (var request : requests(signal)) {
        decoded(signal, request)
            .byService()
            .forEach(
                (service, events) ->
                    all.computeIfAbsent(service, _ -> new ArrayList<>()).addAll(events));
      }
    }
    return all;
  }

  private Decoded.Events decoded(Signal signal, byte[] request) {
    var decoded = decoder.decode(signal, Encoding.PROTOBUF, request, RECORDED_AT);
    assertThat(decoded).isInstanceOf(Decoded.Events.class);
    return (Decoded.Events) decoded;
  }

  private static List<byte[]> requests(Signal signal) throws IOException {
    var name = signal == Signal.TRACES ? "traces.otlp.gz" : "logs.otlp.gz";
    var requests = new ArrayList<byte[]>();
    try (var file =
        new DataInputStream(
            new GZIPInputStream(
                Objects.requireNonNull(
                    DemoRecordingTest.class.getResourceAsStream(FOLDER + name))))) {
      for (; ; ) {
        requests.add(file.readNBytes(file.readInt()));
      }
    } catch (EOFException end) {
      return requests;
    }
  }
}
