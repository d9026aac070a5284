package dev.traversion.recorder.delivery;

import com.typesafe.config.Config;

/**
 * How much of one item is kept. What goes beyond is cut or dropped, and the event says so: {@code
 * docs/semantic-conventions.md}, "Limits".
 *
 * @param attributes attributes of one span, log record, point, resource, scope, span event or link
 * @param keyBytes UTF-8 bytes of an attribute key; an attribute with a longer one is dropped
 * @param attributeBytes bytes of one attribute value, and of a name or message
 * @param bodyBytes bytes of a request, response or log body, and of an entity's or setting's value
 * @param spanEvents events of one span
 * @param links links of one span
 * @param exemplars exemplars of one metric point
 * @param buckets buckets or quantiles of one metric point; a point with more is rejected
 * @param depth arrays and maps within each other
 */
public record Limits(
    int attributes,
    int keyBytes,
    int attributeBytes,
    int bodyBytes,
    int spanEvents,
    int links,
    int exemplars,
    int buckets,
    int depth) {

  public Limits {
    requirePositive(attributes, "attributes");
    requirePositive(keyBytes, "keyBytes");
    requirePositive(attributeBytes, "attributeBytes");
    requirePositive(bodyBytes, "bodyBytes");
    requirePositive(spanEvents, "spanEvents");
    requirePositive(links, "links");
    requirePositive(exemplars, "exemplars");
    requirePositive(buckets, "buckets");
    requirePositive(depth, "depth");
  }

  /**
   * 128 attributes, events and links (OpenTelemetry's own defaults), 1 KiB keys, 64 KiB values and
   * bodies, 32 exemplars, 10,000 buckets, 32 levels.
   */
  public static Limits defaults() {
    return new Limits(128, 1024, 64 * 1024, 64 * 1024, 128, 128, 32, 10_000, 32);
  }

  /** Reads {@code traversion.intake.limits}; each key is documented in {@code reference.conf}. */
  public static Limits of(Config config) {
    var limits = config.getConfig("traversion.intake.limits");
    return new Limits(
        limits.getInt("attributes"),
        bytes(limits, "key-bytes"),
        bytes(limits, "attribute-bytes"),
        bytes(limits, "body-bytes"),
        limits.getInt("span-events"),
        limits.getInt("links"),
        limits.getInt("exemplars"),
        limits.getInt("buckets"),
        limits.getInt("depth"));
  }

  private static int bytes(Config limits, String key) {
    return Math.toIntExact(limits.getBytes(key));
  }

  private static void requirePositive(int limit, String name) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit '" + name + "' must be at least 1: " + limit);
    }
  }
}
