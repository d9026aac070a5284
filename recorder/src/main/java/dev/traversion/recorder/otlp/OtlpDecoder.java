package dev.traversion.recorder.otlp;

import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Limits;

/**
 * Reads OTLP export requests as events. Pure but for a cache of texts; safe for any number of
 * threads, so one decoder serves a node.
 *
 * <p>All or nothing where the body itself is unreadable; item by item where only an item is not
 * acceptable. What is kept, and how, is in {@code docs/semantic-conventions.md}.
 */
public final class OtlpDecoder {
  private final Limits limits;
  private final String tenant;
  private final Texts texts = new Texts();

  /**
   * @param tenant whose services they are, e.g. {@code default}
   */
  public OtlpDecoder(Limits limits, String tenant) {
    this.limits = limits;
    this.tenant = tenant;
  }

  /**
   * Reads an {@code Export*ServiceRequest}.
   *
   * @param body decompressed; not changed, and not kept
   * @param recordedAtNanos when it was taken in; every event carries it
   */
  public Decoded decode(Signal signal, Encoding encoding, byte[] body, long recordedAtNanos) {
    try {
      return switch (encoding) {
        case PROTOBUF -> protobuf(signal, body, recordedAtNanos);
        case JSON -> protobuf(signal, JsonToProtobuf.request(signal, body), recordedAtNanos);
      };
    } catch (UnreadableBodyException e) {
      return new Decoded.Malformed(e.reason());
    }
  }

  private Decoded protobuf(Signal signal, byte[] body, long recordedAtNanos) {
    var wire = new Wire(body);
    var delivery = new Delivery();
    Envelope.Items items =
        switch (signal) {
          case TRACES -> new SpanReader(wire, texts, limits, delivery, recordedAtNanos);
          case LOGS -> new LogReader(wire, texts, limits, delivery, recordedAtNanos);
          case METRICS -> new MetricReader(wire, texts, limits, delivery, recordedAtNanos);
        };
    new Envelope(signal, wire, new AttributeReader(wire, texts, limits), delivery, tenant, items)
        .walk();
    return delivery.done();
  }
}
