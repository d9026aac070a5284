package dev.traversion.model.event;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Measurement.Point;
import dev.traversion.model.event.Measurement.Reading;
import java.util.Optional;

/**
 * Event ids from content: Murmur3, 128 bits, over every field but {@code recordedAt}.
 *
 * <p>The byte sequence fed to the hash is part of the stored format in one sense only: last write
 * wins breaks ties by id. Changing it may flip the winner among entity writes of the very same
 * nanosecond, so it counts as a change of replay-visible behaviour.
 */
final class ContentId {
  /** OpenTelemetry's unique id of a log record; two records with the same one are the same. */
  private static final String RECORD_UID = "log.record.uid";

  private ContentId() {}

  static EventId of(LogLine event) {
    var uid = event.attributes().text(RECORD_UID);
    if (uid != null) {
      return ofUid(uid);
    }
    var hash = start(EventKind.LOG, event.origin());
    hash.putLong(event.timeNanos()).putLong(event.timeNanos() == 0 ? event.observedNanos() : 0);
    hash.putInt(event.severityNumber()).putString(event.severityText());
    hash.putString(event.eventName());
    put(hash, event.body());
    put(hash, event.attributes());
    hash.putInt(event.flags());
    return finish(put(hash, event.context()), event.ordinal());
  }

  static EventId of(Measurement event) {
    var hash = start(EventKind.MEASUREMENT, event.origin());
    hash.putString(event.metric().name()).putLong(event.startNanos()).putLong(event.timeNanos());
    put(hash, event.attributes());
    put(hash, event.point());
    return finish(hash, event.ordinal());
  }

  static EventId of(EntityChange event) {
    var uid = event.attributes().text(RECORD_UID);
    if (uid != null) {
      return ofUid(uid);
    }
    var hash = start(EventKind.ENTITY_CHANGE, event.origin());
    hash.putString(event.entity().type()).putString(event.entity().key());
    put(hash, event.value());
    hash.putLong(event.occurredAtNanos());
    put(hash, event.attributes());
    return finish(put(hash, event.context()), event.ordinal());
  }

  static EventId of(ConfigChange event) {
    var uid = event.attributes().text(RECORD_UID);
    if (uid != null) {
      return ofUid(uid);
    }
    var hash = start(EventKind.CONFIG_CHANGE, event.origin());
    hash.putString(event.key());
    put(hash, event.value());
    hash.putLong(event.occurredAtNanos());
    put(hash, event.attributes());
    return finish(put(hash, event.context()), event.ordinal());
  }

  static EventId of(Deployment event) {
    var uid = event.attributes().text(RECORD_UID);
    if (uid != null) {
      return ofUid(uid);
    }
    var hash = start(EventKind.DEPLOYMENT, event.origin());
    hash.putString(event.version()).putString(event.previousVersion()).putString(event.commit());
    hash.putString(event.environment()).putInt(event.source().ordinal());
    hash.putLong(event.occurredAtNanos());
    put(hash, event.attributes());
    return finish(hash, event.ordinal());
  }

  static EventId of(SystemSignal event) {
    var uid = event.attributes().text(RECORD_UID);
    if (uid != null) {
      return ofUid(uid);
    }
    var hash = start(EventKind.SIGNAL, event.origin());
    hash.putString(event.name()).putInt(event.severityNumber()).putLong(event.occurredAtNanos());
    put(hash, event.body());
    put(hash, event.attributes());
    return finish(put(hash, event.context()), event.ordinal());
  }

  private static EventId ofUid(String uid) {
    return id(Hashing.murmur3_128().hashStream().putString(uid));
  }

  private static HashStream128 start(EventKind kind, Origin origin) {
    var hash = Hashing.murmur3_128().hashStream().putInt(kind.ordinal());
    put(hash, origin.resource().attributes());
    return hash.putString(origin.scope().name());
  }

  private static EventId finish(HashStream128 hash, int ordinal) {
    return id(hash.putInt(ordinal));
  }

  private static EventId id(HashStream128 hash) {
    HashValue128 value = hash.get();
    return new EventId(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  private static HashStream128 put(HashStream128 hash, SpanContext context) {
    return hash.putLong(context.traceId().high())
        .putLong(context.traceId().low())
        .putLong(context.spanId().value());
  }

  private static void put(HashStream128 hash, Measurement.Point point) {
    switch (point) {
      case Point.Gauge(var value) -> put(hash.putByte((byte) 0), value);
      case Point.Sum(var value, var temporality, var monotonic) -> {
        put(hash.putByte((byte) 1), value);
        hash.putInt(temporality).putBoolean(monotonic);
      }
      case Point.Histogram histogram -> {
        hash.putByte((byte) 2).putInt(histogram.temporality()).putLong(histogram.count());
        put(hash, histogram.sum(), histogram.min(), histogram.max());
        histogram.bounds().forEach(hash::putDouble);
        histogram.counts().forEach(hash::putLong);
      }
      case Point.ExponentialHistogram histogram -> {
        hash.putByte((byte) 3).putInt(histogram.temporality()).putLong(histogram.count());
        put(hash, histogram.sum(), histogram.min(), histogram.max());
        hash.putInt(histogram.scale()).putLong(histogram.zeroCount());
        hash.putDouble(histogram.zeroThreshold());
        put(hash, histogram.positive());
        put(hash, histogram.negative());
      }
      case Point.Summary(var count, var sum, var quantiles) -> {
        hash.putByte((byte) 4).putLong(count).putDouble(sum);
        for (var quantile : quantiles) {
          hash.putDouble(quantile.quantile()).putDouble(quantile.value());
        }
      }
    }
  }

  private static void put(HashStream128 hash, Measurement.Reading reading) {
    switch (reading) {
      case Reading.Whole(var value) -> hash.putByte((byte) 0).putLong(value);
      case Reading.Real(var value) -> hash.putByte((byte) 1).putDouble(value);
      case Reading.Absent _ -> hash.putByte((byte) 2);
    }
  }

  private static void put(HashStream128 hash, Measurement.OptionalReal... values) {
    for (var value : values) {
      hash.putBoolean(value.present()).putDouble(value.value());
    }
  }

  private static void put(HashStream128 hash, Measurement.Buckets buckets) {
    hash.putInt(buckets.offset()).putInt(buckets.counts().size());
    buckets.counts().forEach(hash::putLong);
  }

  private static void put(HashStream128 hash, Optional<Document> document) {
    if (document.isPresent()) {
      hash.putByte((byte) 1).putString(document.get().json());
    } else {
      hash.putByte((byte) 0);
    }
  }

  private static void put(HashStream128 hash, Attributes attributes) {
    hash.putInt(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      hash.putString(attributes.key(i));
      put(hash, attributes.value(i));
    }
  }

  private static void put(HashStream128 hash, Value value) {
    switch (value) {
      case Value.Empty _ -> hash.putByte((byte) 0);
      case Value.Text(var text) -> hash.putByte((byte) 1).putString(text);
      case Value.Bool(var flag) -> hash.putByte((byte) 2).putBoolean(flag);
      case Value.Int(var number) -> hash.putByte((byte) 3).putLong(number);
      case Value.Real(var number) -> hash.putByte((byte) 4).putDouble(number);
      case Value.Bytes(var bytes) -> hash.putByte((byte) 5).putByteArray(bytes.toByteArray());
      case Value.Array(var values) -> {
        hash.putByte((byte) 6).putInt(values.size());
        values.forEach(element -> put(hash, element));
      }
      case Value.KeyValues(var entries) -> {
        hash.putByte((byte) 7);
        put(hash, entries);
      }
    }
  }
}
