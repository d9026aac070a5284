package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.TimelineJson;
import dev.traversion.replay.History;
import dev.traversion.replay.anomaly.Anomalies;
import dev.traversion.replay.anomaly.Deviation;
import dev.traversion.replay.timeline.AlignedWindow;
import dev.traversion.replay.timeline.Timeline;
import java.util.Collections;
import java.util.List;

/** {@code /timeline}: what the slider shows. */
final class TimelineRoutes {
  private static final int DEFAULT_BUCKETS = 100;

  private final History history;
  private final ServiceNames names;
  private final Queries queries;

  TimelineRoutes(History history, ServiceNames names, Queries queries) {
    this.history = history;
    this.names = names;
    this.queries = queries;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/timeline",
            List.of("from", "to", "buckets", "align", "anomalies", "service"),
            queries.asking(this::timeline)));
  }

  private HttpResponse timeline(Inquiry inquiry) {
    var asked = inquiry.parameters().window();
    if (asked.fromNanos() == asked.toNanos()) {
      throw Parameters.invalid("to", "is the same as 'from'");
    }
    int buckets = inquiry.parameters().number("buckets", DEFAULT_BUCKETS, Timeline.MAX_BUCKETS);
    var window =
        inquiry.parameters().flag("align")
            ? AlignedWindow.around(asked.fromNanos(), asked.toNanos(), buckets)
            : new AlignedWindow(asked.fromNanos(), asked.toNanos(), buckets);
    var services = names.ofParameter(inquiry);
    var answer =
        history.timeline(
            names.tenant(), services, window.fromNanos(), window.toNanos(), window.buckets());
    var marks =
        inquiry.parameters().flag("anomalies")
            ? new Anomalies(history).mark(names.tenant(), services, answer.value()).iterator()
            : Collections.<List<Deviation>>emptyIterator();
    return Replies.json(
        json -> {
          json.instant("from", window.fromNanos())
              .instant("to", window.toNanos())
              .number("bucketNanos", answer.value().bucketNanos())
              .objects(
                  "buckets",
                  answer.value().buckets(),
                  (item, bucket) -> {
                    TimelineJson.write(item, bucket);
                    if (marks.hasNext()) {
                      TimelineJson.mark(item, marks.next());
                    }
                  });
          CompletenessJson.write(json, answer.completeness());
        });
  }
}
