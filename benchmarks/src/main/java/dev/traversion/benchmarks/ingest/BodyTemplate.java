package dev.traversion.benchmarks.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An encoded export request that is sent again and again, each time as new spans: ids, times and
 * the order number are written over a copy at offsets found once. That costs some microseconds for
 * 512 spans, so the driver leaves the machine to what is measured.
 *
 * <p>In the template, times are offsets from the start of the span's trace.
 */
final class BodyTemplate {
  /** Digits that stand for an order's number; written over wherever they occur. */
  static final String ORDER = "0123456789";

  private static final int NONE = -1;
  private static final int START_JITTER = (1 << 17) - 1;
  private static final int INNER_JITTER = (1 << 15) - 1;

  private final ByteBuffer bytes;
  private final List<SpanAt> spans;

  /** Where the parts of one span lie; {@link #NONE} for a part it does not have. */
  private static final class SpanAt {
    int traceId = NONE;
    int spanId = NONE;
    int parent = NONE;
    int start = NONE;
    int end = NONE;
    long startOffset;
    long endOffset;
    final List<Integer> eventTimes = new ArrayList<>();
    final List<Integer> orders = new ArrayList<>();
  }

  /** Encodes a request of {@link Load#SPANS} spans, {@link Load#SPANS_PER_TRACE} a trace. */
  BodyTemplate(ExportTraceServiceRequest request) {
    var encoded = request.toByteArray();
    this.spans = locate(encoded);
    if (spans.size() != Load.SPANS) {
      throw new IllegalArgumentException("a template has " + Load.SPANS + " spans");
    }
    this.bytes = ByteBuffer.allocateDirect(encoded.length).put(encoded).flip().asReadOnlyBuffer();
  }

  int length() {
    return bytes.capacity();
  }

  /**
   * Writes a request's body.
   *
   * @param target holds the body afterwards, from its position 0 to its limit
   * @param sentNanos when the first request of its round is due, nanoseconds since the epoch; all
   *     spans end before
   */
  void write(Load load, long request, long sentNanos, ByteBuffer target) {
    target.clear().limit(bytes.capacity());
    target.put(0, bytes, 0, bytes.capacity());
    for (int trace = 0; trace < Load.TRACES; trace++) {
      writeTrace(load, request, trace, sentNanos, target);
    }
  }

  private void writeTrace(Load load, long request, int trace, long sentNanos, ByteBuffer target) {
    long high = load.traceIdHigh(request, trace);
    long low = load.traceIdLow(request, trace);
    long character = Load.scatter(low);
    // No trace is a copy of another: each runs at its own pace, between half and twice the usual.
    double pace = 0.5 + 1.5 * ((character >>> 11) * 0x1p-53);
    long begin = sentNanos - Journeys.WINDOW_NANOS + trace * Journeys.TRACE_SPACING_NANOS;
    long order = Math.floorMod(character, 10_000_000_000L);
    int first = trace * Load.SPANS_PER_TRACE;
    for (int index = first; index < first + Load.SPANS_PER_TRACE; index++) {
      var span = spans.get(index);
      long spanId = load.spanId(request, index);
      target.putLong(span.traceId, high).putLong(span.traceId + 8, low);
      target.putLong(span.spanId, spanId);
      if (span.parent != NONE) {
        target.putLong(span.parent, parentOf(load, request, index, first));
      }
      long jitter =
          Load.scatter(spanId) & (Journeys.isInner(index - first) ? INNER_JITTER : START_JITTER);
      long start = begin + (long) (span.startOffset * pace) + jitter;
      long end = begin + (long) (span.endOffset * pace) - jitter;
      putFixed64(target, span.start, start);
      putFixed64(target, span.end, end);
      for (int time : span.eventTimes) {
        putFixed64(target, time, end - 1);
      }
      for (int at : span.orders) {
        putDigits(target, at, order);
      }
    }
  }

  private static long parentOf(Load load, long request, int index, int first) {
    return index == first
        ? load.spanId(request - 1, first + Journeys.CALL_ONWARD)
        : load.spanId(request, first);
  }

  private static void putFixed64(ByteBuffer target, int at, long value) {
    target.putLong(at, Long.reverseBytes(value));
  }

  private static void putDigits(ByteBuffer target, int at, long number) {
    long rest = number;
    for (int i = ORDER.length() - 1; i >= 0; i--) {
      target.put(at + i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  private static List<SpanAt> locate(byte[] encoded) {
    var found = new ArrayList<SpanAt>();
    try {
      var input = CodedInputStream.newInstance(encoded);
      eachField(
          input,
          ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER,
          () ->
              eachField(
                  input,
                  ResourceSpans.SCOPE_SPANS_FIELD_NUMBER,
                  () ->
                      eachField(
                          input,
                          ScopeSpans.SPANS_FIELD_NUMBER,
                          () -> found.add(locateSpan(encoded, input)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private interface Visit {
    void here() throws IOException;
  }

  /** Visits each occurrence of a message field up to the input's limit, skipping what is beside. */
  private static void eachField(CodedInputStream input, int wanted, Visit visit)
      throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == wanted) {
        int length = input.readRawVarint32();
        int outer = input.pushLimit(length);
        visit.here();
        input.popLimit(outer);
      } else {
        input.skipField(tag);
      }
    }
  }

  private static SpanAt locateSpan(byte[] encoded, CodedInputStream input) throws IOException {
    var span = new SpanAt();
    int begin = input.getTotalBytesRead();
    int end = begin + input.getBytesUntilLimit();
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case Span.TRACE_ID_FIELD_NUMBER -> span.traceId = skipBytes(input);
        case Span.SPAN_ID_FIELD_NUMBER -> span.spanId = skipBytes(input);
        case Span.PARENT_SPAN_ID_FIELD_NUMBER -> span.parent = skipBytes(input);
        case Span.START_TIME_UNIX_NANO_FIELD_NUMBER -> {
          span.start = input.getTotalBytesRead();
          span.startOffset = input.readFixed64();
        }
        case Span.END_TIME_UNIX_NANO_FIELD_NUMBER -> {
          span.end = input.getTotalBytesRead();
          span.endOffset = input.readFixed64();
        }
        case Span.EVENTS_FIELD_NUMBER -> {
          int outer = input.pushLimit(input.readRawVarint32());
          for (int inner = input.readTag(); inner != 0; inner = input.readTag()) {
            if (WireFormat.getTagFieldNumber(inner) == Span.Event.TIME_UNIX_NANO_FIELD_NUMBER) {
              span.eventTimes.add(input.getTotalBytesRead());
            }
            input.skipField(inner);
          }
          input.popLimit(outer);
        }
        default -> input.skipField(tag);
      }
    }
    findOrders(encoded, begin, end, span.orders);
    return span;
  }

  /** Skips a length-delimited field; where its content begins. */
  private static int skipBytes(CodedInputStream input) throws IOException {
    int length = input.readRawVarint32();
    int at = input.getTotalBytesRead();
    input.skipRawBytes(length);
    return at;
  }

  private static void findOrders(byte[] encoded, int from, int to, List<Integer> found) {
    var digits = ORDER.getBytes(StandardCharsets.US_ASCII);
    for (int at = from; at <= to - digits.length; at++) {
      if (Arrays.equals(encoded, at, at + digits.length, digits, 0, digits.length)) {
        found.add(at);
      }
    }
  }
}
