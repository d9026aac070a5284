package dev.traversion.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Exchange;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.cloudevents.CloudEventsDecoder;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.otlp.OtlpDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the examples of {@code docs/semantic-conventions.md}. */
class SemanticConventionsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("traversion.root", ".."), "docs/semantic-conventions.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```json (\\S+)\n(.*?)\n```\n\n```recorded\n(.*?)\n```", Pattern.DOTALL);
  private static final long RECORDED = 1_767_268_900_000_000_000L;

  private record Example(int line, String door, String sent, String recorded) {}

  @TestFactory
  Stream<DynamicTest> every_example_is_recorded_as_the_page_says() throws IOException {
    return examples().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    "line " + example.line() + ", " + example.door(),
                    () -> assertThat(recorded(example)).isEqualTo(example.recorded())));
  }

  @Test
  void no_example_goes_unrun() throws IOException {
    var fences =
        Files.readString(PAGE).lines().filter(line -> line.matches("```(json|recorded).*")).count();

    assertThat(fences).isPositive().isEqualTo(2L * examples().size());
  }

  private static List<Example> examples() throws IOException {
    var page = Files.readString(PAGE);
    var examples = new ArrayList<Example>();
    var matcher = EXAMPLE.matcher(page);
    while (matcher.find()) {
      int line = (int) page.substring(0, matcher.start()).lines().count() + 1;
      examples.add(new Example(line, matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return examples;
  }

  private static String recorded(Example example) {
    var body = example.sent().getBytes(StandardCharsets.UTF_8);
    var otlp = new OtlpDecoder(Limits.defaults(), "default");
    var decoded =
        switch (example.door()) {
          case "otlp/traces" -> otlp.decode(Signal.TRACES, Encoding.JSON, body, RECORDED);
          case "otlp/logs" -> otlp.decode(Signal.LOGS, Encoding.JSON, body, RECORDED);
          case "otlp/metrics" -> otlp.decode(Signal.METRICS, Encoding.JSON, body, RECORDED);
          case "cloudevents/batch" ->
              new CloudEventsDecoder(Limits.defaults(), "default").decode(body, true, RECORDED);
          default -> throw new AssertionError("no door called " + example.door());
        };
    if (!(decoded instanceof Decoded.Events(var byService, var rejected, var reason))) {
      return decoded.toString();
    }
    var lines = new ArrayList<String>();
    byService.forEach(
        (service, events) -> events.forEach(event -> lines.addAll(shown(service.path(), event))));
    if (rejected > 0) {
      lines.add("rejected " + rejected + ": " + reason);
    }
    return String.join("\n", lines);
  }

  private static List<String> shown(String service, Event event) {
    var lines = new ArrayList<String>();
    var attributes = Attributes.none();
    var what =
        switch (event) {
          case Call call -> {
            Exchange.of(call).ifPresent(exchange -> lines.addAll(shown(exchange)));
            yield call.name();
          }
          case LogLine log -> log.body().toString();
          case Measurement point -> point.metric().name() + " " + point.point();
          case EntityChange change -> {
            attributes = change.attributes();
            yield change.entity() + shown(change.value());
          }
          case ConfigChange change -> {
            attributes = change.attributes();
            yield change.key() + shown(change.value());
          }
          case Deployment deployment -> {
            attributes = deployment.attributes();
            yield "%s from %s, commit %s, in %s (%s)"
                .formatted(
                    deployment.version(),
                    known(deployment.previousVersion()),
                    known(deployment.commit()),
                    known(deployment.environment()),
                    deployment.source());
          }
          case SystemSignal signal -> {
            attributes = signal.attributes();
            yield signal.name() + ", severity " + signal.severityNumber() + ", " + signal.body();
          }
        };
    lines.addFirst(event.kind().text() + " " + service + ": " + what);
    if (!(event instanceof Call) && !event.context().traceId().isNone()) {
      lines.add("  by " + event.context().traceId() + " " + event.context().spanId());
    }
    if (!attributes.isEmpty()) {
      lines.add("  " + attributes);
    }
    return lines;
  }

  private static List<String> shown(Exchange exchange) {
    var request = exchange.request();
    var response = exchange.response();
    return List.of(
        "  %s %s %s -> %d"
            .formatted(
                exchange.side().name().toLowerCase(Locale.ROOT),
                request.method(),
                request.path(),
                response.status()),
        "  request " + request.headers() + body(request.body()),
        "  response " + response.headers() + body(response.body()));
  }

  private static String body(Optional<Exchange.Body> body) {
    return body.map(
            content ->
                " "
                    + (content.content() instanceof Value.Text(var text) ? text : content.content())
                    + truncated(content.truncated(), content.size()))
        .orElse("");
  }

  private static String shown(Optional<Document> value) {
    return value
        .map(
            document ->
                " = "
                    + document.json()
                    + truncated(document.truncated(), document.originalLength()))
        .orElse(" deleted");
  }

  private static String truncated(boolean truncated, long size) {
    return truncated ? " (truncated, " + size + " bytes)" : "";
  }

  private static String known(String text) {
    return text.isEmpty() ? "?" : text;
  }
}
