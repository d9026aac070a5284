package dev.traversion.http.json;

import dev.traversion.model.event.EventKind;
import dev.traversion.replay.anomaly.AnomalyBucket;
import dev.traversion.replay.anomaly.Deviation;
import dev.traversion.replay.timeline.Timeline;
import java.util.List;

/** Buckets of a timeline as JSON. */
public final class TimelineJson {
  private TimelineJson() {}

  /** The members of {@code TimelineBucket}. */
  public static void write(Json json, Timeline.Bucket bucket) {
    var counts = bucket.counts();
    var latency = bucket.latency();
    json.instant("from", bucket.startNanos())
        .number("events", bucket.events())
        .number("calls", bucket.calls())
        .number("errors", bucket.errors())
        .number("logs", counts.of(EventKind.LOG))
        .number("measurements", counts.of(EventKind.MEASUREMENT))
        .number("entityChanges", counts.of(EventKind.ENTITY_CHANGE))
        .number("deployments", counts.of(EventKind.DEPLOYMENT))
        .number("configChanges", counts.of(EventKind.CONFIG_CHANGE))
        .number("signals", counts.of(EventKind.SIGNAL))
        .number("p50Nanos", latency.p50Nanos())
        .number("p95Nanos", latency.p95Nanos())
        .number("p99Nanos", latency.p99Nanos())
        .number("maxDurationNanos", latency.maxNanos());
  }

  /** The member {@code anomalies}; left out where nothing is unusual. */
  public static void mark(Json json, List<Deviation> deviations) {
    if (!deviations.isEmpty()) {
      json.objects("anomalies", deviations, TimelineJson::deviation);
    }
  }

  /** The members of {@code AnomalyBucket}. */
  public static void anomaly(Json json, AnomalyBucket bucket) {
    json.text("service", bucket.service().path())
        .text("level", bucket.level().text())
        .instant("from", bucket.startNanos())
        .instant("to", bucket.startNanos() + bucket.level().widthNanos())
        .objects("deviations", bucket.deviations(), TimelineJson::deviation);
  }

  private static void deviation(Json json, Deviation deviation) {
    json.text("measure", deviation.measure().text())
        .real("value", deviation.value())
        .real("expected", deviation.expected())
        .real("score", deviation.score());
  }
}
