package dev.traversion.recorder.otlp;

import static dev.traversion.recorder.otlp.Requests.NOON;
import static dev.traversion.recorder.otlp.Requests.RECORDED;
import static dev.traversion.recorder.otlp.Requests.SPAN;
import static dev.traversion.recorder.otlp.Requests.TRACE;
import static dev.traversion.recorder.otlp.Requests.events;
import static dev.traversion.recorder.otlp.Requests.hex;
import static dev.traversion.recorder.otlp.Requests.only;
import static dev.traversion.recorder.otlp.Requests.pair;
import static dev.traversion.recorder.otlp.Requests.read;
import static dev.traversion.recorder.otlp.Requests.service;
import static dev.traversion.recorder.otlp.Requests.span;
import static dev.traversion.recorder.otlp.Requests.text;
import static dev.traversion.recorder.otlp.Requests.traces;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  @Nested
  class A_span {
    @Test
    void becomes_a_call_with_all_its_fields() {
      var body =
          traces(
              service("cart"),
              span("GET /cart/{id}")
                  .setParentSpanId(hex("00000000000000aa"))
                  .setTraceState("vendor=1")
                  .setFlags(0x101)
                  .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                  .addAttributes(text("http.request.method", "GET"))
                  .setDroppedAttributesCount(3)
                  .addEvents(
                      Span.Event.newBuilder()
                          .setTimeUnixNano(NOON + 1)
                          .setName("exception")
                          .addAttributes(text("exception.type", "java.lang.Error"))
                          .setDroppedAttributesCount(1))
                  .setDroppedEventsCount(4)
                  .addLinks(
                      Span.Link.newBuilder()
                          .setTraceId(hex(TRACE))
                          .setSpanId(hex("00000000000000bb"))
                          .setTraceState("vendor=2")
                          .setFlags(1))
                  .setDroppedLinksCount(5)
                  .setStatus(
                      Status.newBuilder()
                          .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                          .setMessage("out of stock")));

      var call = only(Call.class, read(Signal.TRACES, body));

      assertThat(call.context())
          .isEqualTo(new SpanContext(TraceId.parse(TRACE), SpanId.parse(SPAN)));
      assertThat(call.parentSpanId()).isEqualTo(new SpanId(0xaa));
      assertThat(call.traceState()).isEqualTo("vendor=1");
      assertThat(call.flags()).isEqualTo(0x101);
      assertThat(call.name()).isEqualTo("GET /cart/{id}");
      assertThat(call.spanKind()).isEqualTo(Call.KIND_SERVER);
      assertThat(call.startNanos()).isEqualTo(NOON);
      assertThat(call.endNanos()).isEqualTo(NOON + 5);
      assertThat(call.recordedAtNanos()).isEqualTo(RECORDED);
      assertThat(call.attributes()).isEqualTo(Attributes.of("http.request.method", "GET"));
      assertThat(call.droppedAttributes()).isEqualTo(3);
      assertThat(call.events())
          .containsExactly(
              new Call.SpanEvent(
                  NOON + 1, "exception", Attributes.of("exception.type", "java.lang.Error"), 1));
      assertThat(call.droppedEvents()).isEqualTo(4);
      assertThat(call.links())
          .containsExactly(
              new Call.Link(
                  new SpanContext(TraceId.parse(TRACE), new SpanId(0xbb)),
                  "vendor=2",
                  Attributes.none(),
                  0,
                  1));
      assertThat(call.droppedLinks()).isEqualTo(5);
      assertThat(call.statusCode()).isEqualTo(Call.STATUS_ERROR);
      assertThat(call.statusMessage()).isEqualTo("out of stock");
      assertThat(call.origin().resource().attributes())
          .isEqualTo(Attributes.of("service.name", "cart"));
    }

    @Test
    void shares_its_origin_with_the_spans_beside_it() {
      var scope =
          ScopeSpans.newBuilder()
              .setScope(InstrumentationScope.newBuilder().setName("http").setVersion("2"))
              .setSchemaUrl("scope-url")
              .addSpans(span("a"))
              .addSpans(span("b"));
      var body =
          ExportTraceServiceRequest.newBuilder()
              .addResourceSpans(
                  ResourceSpans.newBuilder()
                      .setResource(service("cart"))
                      .setSchemaUrl("resource-url")
                      .addScopeSpans(scope))
              .build()
              .toByteArray();

      var calls = events(read(Signal.TRACES, body));

      var origin = calls.getFirst().origin();
      assertThat(calls.getLast().origin()).isSameAs(origin);
      assertThat(origin.scope().name()).isEqualTo("http");
      assertThat(origin.scope().version()).isEqualTo("2");
      assertThat(origin.scope().schemaUrl()).isEqualTo("scope-url");
      assertThat(origin.resource().schemaUrl()).isEqualTo("resource-url");
    }

    @Test
    void may_have_a_root_parent_of_zeros() {
      var body = traces(service("cart"), span("a").setParentSpanId(hex("0000000000000000")));

      assertThat(only(Call.class, read(Signal.TRACES, body)).parentSpanId().isNone()).isTrue();
    }

    @Test
    void may_end_before_it_starts_when_its_sender_says_so() {
      var body = traces(service("cart"), span("a").setEndTimeUnixNano(NOON - 7));

      assertThat(only(Call.class, read(Signal.TRACES, body)).endNanos()).isEqualTo(NOON - 7);
    }

    @Test
    void loses_a_link_to_nothing_and_counts_it() {
      var body =
          traces(
              service("cart"), span("a").addLinks(Span.Link.newBuilder().setTraceId(hex("abcd"))));

      var call = only(Call.class, read(Signal.TRACES, body));

      assertThat(call.links()).isEmpty();
      assertThat(call.droppedLinks()).isEqualTo(1);
    }

    @Test
    void keeps_text_that_is_not_utf_8_with_replacement_characters() {
      var noUtf8 = ByteString.copyFrom(new byte[] {'a', -2, 'b'});
      var value = AnyValue.newBuilder().setUnknownFields(unknown(1, noUtf8)).build();
      var body = traces(service("cart"), span("a").addAttributes(pair("k", value)));

      var call = only(Call.class, read(Signal.TRACES, body));

      assertThat(call.attributes().text("k")).isEqualTo("a\ufffdb");
    }

    @Test
    void passes_over_fields_and_groups_that_are_not_known() {
      var nested = UnknownFieldSet.Field.newBuilder().addGroup(unknown(7, ByteString.EMPTY));
      var group = UnknownFieldSet.newBuilder().addField(26, nested.build()).build();
      var scalars =
          UnknownFieldSet.Field.newBuilder().addVarint(300).addFixed32(1).addFixed64(2).build();
      var body =
          traces(
              service("cart"),
              span("a")
                  .setUnknownFields(
                      UnknownFieldSet.newBuilder()
                          .addField(25, scalars)
                          .addField(27, UnknownFieldSet.Field.newBuilder().addGroup(group).build())
                          .build()));

      assertThat(only(Call.class, read(Signal.TRACES, body)).name()).isEqualTo("a");
    }

    private static UnknownFieldSet unknown(int field, ByteString content) {
      return UnknownFieldSet.newBuilder()
          .addField(field, UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build())
          .build();
    }
  }

  @Nested
  class A_service {
    @Test
    void is_named_by_its_resource() {
      var resource =
          service("cart").toBuilder().addAttributes(text("service.namespace", "shop")).build();

      assertThat(read(Signal.TRACES, traces(resource, span("a"))).byService())
          .containsOnlyKeys(new ServiceId("default", "shop", "cart"));
    }

    @Test
    void is_unknown_when_its_resource_names_none() {
      assertThat(read(Signal.TRACES, traces(Resource.getDefaultInstance(), span("a"))).byService())
          .containsOnlyKeys(ServiceId.of("", "unknown_service"));
    }

    @Test
    void with_a_name_that_is_too_long_has_its_spans_rejected_and_no_others() {
      var good = traces(service("cart"), span("a"));
      var bad = traces(service("x".repeat(256)), span("b"), span("c"));
      var both = Arrays.copyOf(bad, bad.length + good.length);
      System.arraycopy(good, 0, both, bad.length, good.length);

      var decoded = read(Signal.TRACES, both);

      assertThat(decoded.byService()).containsOnlyKeys(ServiceId.of("", "cart"));
      assertThat(decoded.rejected()).isEqualTo(2);
      assertThat(decoded.reason())
          .isEqualTo(
              "resourceSpans[0].scopeSpans[0].spans[0]: service.name is longer than 255; "
                  + "resourceSpans[0].scopeSpans[0].spans[1]: service.name is longer than 255");
    }
  }

  @Nested
  class A_span_is_rejected {
    @ParameterizedTest(name = "trace id {0}: {1}")
    @CsvSource({
      "'', traceId is missing",
      "00000000000000000000000000000000, traceId is all zero",
      "abcd, traceId has 2 bytes instead of 16",
    })
    void without_a_valid_trace_id(String id, String reason) {
      assertRejected(span("bad").setTraceId(hex(id)), reason);
    }

    @ParameterizedTest(name = "span id {0}: {1}")
    @CsvSource({
      "'', spanId is missing",
      "0000000000000000, spanId is all zero",
      "abcdef, spanId has 3 bytes instead of 8",
    })
    void without_a_valid_span_id(String id, String reason) {
      assertRejected(span("bad").setSpanId(hex(id)), reason);
    }

    @Test
    void with_a_parent_id_of_the_wrong_length() {
      assertRejected(
          span("bad").setParentSpanId(hex("ab")), "parentSpanId has 1 bytes instead of 8");
    }

    @Test
    void without_its_times() {
      assertRejected(span("bad").clearStartTimeUnixNano(), "startTimeUnixNano is missing");
      assertRejected(span("bad").clearEndTimeUnixNano(), "endTimeUnixNano is missing");
    }

    @Test
    void with_a_time_beyond_the_reach_of_the_time_line() {
      assertRejected(
          span("bad").setStartTimeUnixNano(-1), "startTimeUnixNano lies after the year 2262");
    }

    @Test
    void and_only_the_first_few_are_named() {
      var spans = new Span.Builder[8];
      Arrays.setAll(spans, i -> span("bad " + i).clearSpanId());

      var decoded = read(Signal.TRACES, traces(service("cart"), spans));

      assertThat(decoded.rejected()).isEqualTo(8);
      assertThat(decoded.reason())
          .startsWith("resourceSpans[0].scopeSpans[0].spans[0]: spanId is missing; ")
          .contains("spans[4]: spanId is missing")
          .endsWith("; and 3 more");
    }

    private void assertRejected(Span.Builder bad, String reason) {
      var decoded =
          read(Signal.TRACES, traces(service("cart"), span("before"), bad, span("after")));

      assertThat(events(decoded))
          .extracting(e -> ((Call) e).name())
          .containsExactly("before", "after");
      assertThat(decoded.rejected()).isEqualTo(1);
      assertThat(decoded.reason()).isEqualTo("resourceSpans[0].scopeSpans[0].spans[1]: " + reason);
    }
  }

  @Nested
  class A_body {
    @Test
    void of_no_bytes_is_an_empty_request() {
      assertThat(read(Signal.TRACES, new byte[0]).accepted()).isZero();
    }

    @Test
    void cut_short_anywhere_is_malformed_or_a_shorter_request_but_never_an_error() {
      var whole = traces(service("cart"), span("a").addAttributes(text("k", "v")), span("b"));
      for (int length = 1; length < whole.length; length++) {
        assertThat(Requests.decode(Signal.TRACES, Encoding.PROTOBUF, Arrays.copyOf(whole, length)))
            .as("cut to %d bytes", length)
            .isInstanceOf(Decoded.Malformed.class);
      }
    }

    @Test
    void that_is_not_protobuf_is_malformed_and_says_where() {
      assertThat(Requests.decode(Signal.TRACES, Encoding.PROTOBUF, new byte[] {10, 5, 1}))
          .isEqualTo(
              new Decoded.Malformed(
                  "not protobuf: at byte 2 a field is longer than the message around it"));
    }
  }
}
