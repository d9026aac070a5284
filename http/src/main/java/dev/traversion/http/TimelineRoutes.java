package dev.traversion.http;

import akka.http.javadsl.model.HttpResponse;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Json;
import dev.traversion.http.json.TimelineJson;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.Condition;
import dev.traversion.model.search.ConditionText;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.anomaly.Anomalies;
import dev.traversion.replay.anomaly.Deviation;
import dev.traversion.replay.timeline.AlignedWindow;
import dev.traversion.replay.timeline.Timeline;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
            List.of("q", "from", "to", "buckets", "align", "anomalies", "service"),
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
    var condition = EventRoutes.condition(inquiry.parameters());
    if (!(condition instanceof Condition.Everything)) {
      return matching(inquiry, condition, services, window);
    }
    var answer =
        history.timeline(
            names.tenant(), services, window.fromNanos(), window.toNanos(), window.buckets());
    var marks =
        inquiry.parameters().flag("anomalies")
            ? new Anomalies(history).mark(names.tenant(), services, answer.value()).iterator()
            : Collections.<List<Deviation>>emptyIterator();
    return Replies.json(
        json -> {
          json.instant("from", window.fromNanos()).instant("to", window.toNanos());
          buckets(json, answer.value(), marks);
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private HttpResponse matching(
      Inquiry inquiry, Condition condition, List<ServiceId> services, AlignedWindow window) {
    if (inquiry.parameters().flag("anomalies")) {
      throw Parameters.invalid("anomalies", "does not go with a search");
    }
    var query =
        new EventQuery(
                names.tenant(),
                Set.copyOf(services),
                window.fromNanos(),
                window.toNanos(),
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false)
            .with(condition);
    var answer = history.timeline(query, window.buckets());
    return Replies.json(
        json -> {
          json.instant("from", window.fromNanos())
              .instant("to", window.toNanos())
              .text("query", ConditionText.of(condition));
          buckets(json, answer.value().timeline(), Collections.emptyIterator());
          answer.value().countedToNanos().ifPresent(nanos -> json.instant("countedTo", nanos));
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private static void buckets(Json json, Timeline timeline, Iterator<List<Deviation>> marks) {
    json.number("bucketNanos", timeline.bucketNanos())
        .objects(
            "buckets",
            timeline.buckets(),
            (item, bucket) -> {
              TimelineJson.write(item, bucket);
              if (marks.hasNext()) {
                TimelineJson.mark(item, marks.next());
              }
            });
  }
}
