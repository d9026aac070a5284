package dev.traversion.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BodyTemplateTest {
  private static final long SENT = 1_767_225_600_123_456_789L;
  private static final int SERVICES = 10;
  private static final int ROUNDS = 4;

  private final Load load = new Load(42, SERVICES);
  private final Journeys journeys = new Journeys(load);

  private ExportTraceServiceRequest written(long request) throws Exception {
    var body = ByteBuffer.allocateDirect(journeys.longestBody());
    journeys.template(request).write(load, request, SENT, body);
    return ExportTraceServiceRequest.parseFrom(body);
  }

  private static List<Span> spans(ExportTraceServiceRequest request) {
    return request.getResourceSpans(0).getScopeSpans(0).getSpansList();
  }

  private List<Span> rounds(int count) throws Exception {
    var all = new ArrayList<Span>();
    for (long request = 0; request < (long) count * SERVICES; request++) {
      all.addAll(spans(written(request)));
    }
    return all;
  }

  @Nested
  class The_bodies_of_many_requests {
    @Test
    void repeat_no_span_id() throws Exception {
      var ids = new HashSet<ByteString>();
      for (var span : rounds(ROUNDS)) {
        assertThat(span.getSpanId().size()).isEqualTo(8);
        assertThat(ids.add(span.getSpanId())).as("new: %s", span).isTrue();
      }
      assertThat(ids).hasSize(ROUNDS * SERVICES * Load.SPANS);
    }

    @Test
    void form_traces_that_pass_through_every_service() throws Exception {
      var spansOfTrace = new HashMap<ByteString, Integer>();
      for (var span : rounds(ROUNDS)) {
        spansOfTrace.merge(span.getTraceId(), 1, Integer::sum);
      }
      assertThat(spansOfTrace).hasSize(ROUNDS * Load.TRACES);
      assertThat(spansOfTrace.values()).containsOnly(SERVICES * Load.SPANS_PER_TRACE);
    }

    @Test
    void name_parents_that_are_there_and_enclose_their_children() throws Exception {
      var byId = new HashMap<ByteString, Span>();
      var all = rounds(2);
      all.forEach(span -> byId.put(span.getSpanId(), span));
      int roots = 0;
      for (var span : all) {
        if (span.getParentSpanId().isEmpty()) {
          roots++;
          continue;
        }
        var parent = byId.get(span.getParentSpanId());
        assertThat(parent).as("the parent of %s", span).isNotNull();
        assertThat(parent.getTraceId()).isEqualTo(span.getTraceId());
        assertThat(span.getStartTimeUnixNano()).isGreaterThan(parent.getStartTimeUnixNano());
        assertThat(span.getEndTimeUnixNano()).isLessThan(parent.getEndTimeUnixNano());
      }
      assertThat(roots).isEqualTo(2 * Load.TRACES);
    }

    @Test
    void end_before_they_are_sent_and_within_the_window() throws Exception {
      for (var span : rounds(2)) {
        assertThat(span.getStartTimeUnixNano()).isBetween(SENT - Journeys.WINDOW_NANOS, SENT);
        assertThat(span.getEndTimeUnixNano()).isBetween(span.getStartTimeUnixNano() + 1, SENT);
        for (var event : span.getEventsList()) {
          assertThat(event.getTimeUnixNano())
              .isBetween(span.getStartTimeUnixNano(), span.getEndTimeUnixNano());
        }
      }
    }

    @Test
    void are_not_copies_of_each_other_in_time() throws Exception {
      var durations = new HashSet<Long>();
      var all = rounds(ROUNDS);
      all.forEach(span -> durations.add(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()));
      assertThat(durations.size()).isGreaterThan(all.size() * 8 / 10);
    }

    @Test
    void carry_the_order_of_their_trace_wherever_it_is_named() throws Exception {
      Map<ByteString, String> orders = new HashMap<>();
      int seen = 0;
      for (var span : rounds(2)) {
        for (var attribute : span.getAttributesList()) {
          var value = attribute.getValue().getStringValue();
          if (attribute.getKey().equals("url.path") || attribute.getKey().equals("url.full")) {
            var order = value.substring(value.lastIndexOf('/') + 1);
            assertThat(order).matches("\\d{10}").isNotEqualTo(BodyTemplate.ORDER);
            assertThat(orders.computeIfAbsent(span.getTraceId(), _ -> order)).isEqualTo(order);
            seen++;
          }
        }
      }
      assertThat(seen).isEqualTo(2 * SERVICES * Load.TRACES * 2);
      assertThat(new HashSet<>(orders.values())).hasSize(2 * Load.TRACES);
    }
  }

  @Test
  void a_request_comes_from_one_instance_of_its_service() throws Exception {
    var instances = new HashSet<String>();
    for (long round = 0; round < 6; round++) {
      var resource = written(round * SERVICES + 3).getResourceSpans(0).getResource();
      var attributes = new HashMap<String, String>();
      resource
          .getAttributesList()
          .forEach(each -> attributes.put(each.getKey(), each.getValue().getStringValue()));
      assertThat(attributes).containsEntry("service.name", "checkout");
      instances.add(attributes.get("service.instance.id"));
    }
    assertThat(instances).containsExactlyInAnyOrder("checkout-0", "checkout-1", "checkout-2");
  }

  @Test
  void a_span_id_tells_its_number() {
    for (long request : new long[] {0, 1, 77, 1_000_003}) {
      for (int span = 0; span < Load.SPANS; span++) {
        assertThat(load.spanNumber(load.spanId(request, span)))
            .isEqualTo(request * Load.SPANS + span);
      }
    }
  }
}
