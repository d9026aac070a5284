package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.TimelineJson;
import dev.traversion.replay.History;
import dev.traversion.replay.timeline.Timeline;
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
            List.of("from", "to", "buckets", "service"),
            queries.asking(this::timeline)));
  }

  private HttpResponse timeline(Inquiry inquiry) {
    var window = inquiry.parameters().window();
    if (window.fromNanos() == window.toNanos()) {
      throw Parameters.invalid("to", "is the same as 'from'");
    }
    int buckets = inquiry.parameters().number("buckets", DEFAULT_BUCKETS, Timeline.MAX_BUCKETS);
    var services = names.ofParameter(inquiry);
    var answer =
        history.timeline(names.tenant(), services, window.fromNanos(), window.toNanos(), buckets);
    return Replies.json(
        json -> {
          json.instant("from", window.fromNanos())
              .instant("to", window.toNanos())
              .number("bucketNanos", answer.value().bucketNanos())
              .objects("buckets", answer.value().buckets(), TimelineJson::write);
          CompletenessJson.write(json, answer.completeness());
        });
  }
}
