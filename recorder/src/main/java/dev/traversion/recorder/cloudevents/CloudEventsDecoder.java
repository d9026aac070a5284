package dev.traversion.recorder.cloudevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Limits;
import java.nio.charset.StandardCharsets;

/**
 * Reads CloudEvents 1.0 in JSON, one or a batch, as events: {@code docs/semantic-conventions.md},
 * "CloudEvents". Pure; safe for any number of threads.
 *
 * <p>Source: CloudEvents specification 1.0.2, JSON event format.
 */
public final class CloudEventsDecoder {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              // names come from outside: none of them is worth keeping for ever
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Limits limits;
  private final String tenant;

  /**
   * @param tenant whose services they are, e.g. {@code default}
   */
  public CloudEventsDecoder(Limits limits, String tenant) {
    this.limits = limits;
    this.tenant = tenant;
  }

  /**
   * Reads one event, or a batch where each is accepted or rejected by itself.
   *
   * @param json an object, or for a batch an array of objects
   * @param recordedAtNanos when it was taken in; every event carries it
   */
  public Decoded decode(byte[] json, boolean batch, long recordedAtNanos) {
    JsonNode body;
    try {
      // decoding first turns malformed UTF-8 into U+FFFD
      body = JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      return new Decoded.Malformed(
          "not JSON: "
              + e.getOriginalMessage()
              + (location == null ? "" : " at character " + location.getCharOffset()));
    }
    var delivery = new Delivery();
    var translation = new Translation(limits, tenant, recordedAtNanos, delivery);
    if (!batch) {
      if (!body.isObject()) {
        return new Decoded.Malformed("a CloudEvent is a JSON object");
      }
      translation.take(body, () -> "the event");
      return delivery.done();
    }
    if (!body.isArray()) {
      return new Decoded.Malformed("a batch of CloudEvents is a JSON array");
    }
    for (int i = 0; i < body.size(); i++) {
      int index = i;
      translation.take(body.get(i), () -> "[" + index + "]");
    }
    return delivery.done();
  }
}
