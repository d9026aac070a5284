package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exporters of the OpenTelemetry JS SDK, in a Node process, against the doors. */
class JsOtlpClientsTest {
  private static final Path CLIENTS = Path.of("src/test/js").toAbsolutePath();

  private TestNode node;

  @BeforeAll
  static void install() throws Exception {
    var installed = CLIENTS.resolve("node_modules/.package-lock.json");
    if (!Files.exists(installed)
        || Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(CLIENTS.resolve("package-lock.json")))
            < 0) {
      run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), 240);
    }
  }

  @BeforeEach
  void start() {
    node = new TestNode();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http-json, none",
    "http-json, gzip",
    "http-proto, none",
    "http-proto, gzip",
    "grpc, none",
    "grpc, gzip",
  })
  void export_spans_log_records_and_metrics(String protocol, String compression) throws Exception {
    var url = protocol.equals("grpc") ? node.grpc() : node.otlp("");

    run(List.of("node", "export.mjs", protocol, url.toString(), compression), 60);

    assertThat(only(Call.class))
        .satisfies(
            call -> {
              assertThat(call.name()).isEqualTo("POST /orders");
              assertThat(call.attributes().get("whole")).isEqualTo(Value.of(42));
              assertThat(call.attributes().get("real")).isEqualTo(Value.of(0.5));
              assertThat(call.attributes().get("list"))
                  .isEqualTo(new Value.Array(List.of(Value.of("a"), Value.of("b"))));
              assertThat(call.origin().resource().attributes().text("service.name"))
                  .isEqualTo("js-" + protocol);
            });
    assertThat(only(LogLine.class).body()).isEqualTo(Value.of("payment refused"));
    assertThat(only(Measurement.class))
        .satisfies(
            measurement -> {
              assertThat(measurement.metric().name()).isEqualTo("orders");
              assertThat(measurement.attributes().text("currency")).isEqualTo("EUR");
            });
  }

  private <E extends Event> E only(Class<E> kind) {
    var events = node.intake.events().stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static void run(List<String> command, int seconds) throws Exception {
    var log = Files.createTempFile("js-client", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(CLIENTS.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      assertThat(ended && process.exitValue() == 0)
          .as("%s: %s", String.join(" ", command), Files.readString(log, StandardCharsets.UTF_8))
          .isTrue();
    } catch (IOException e) {
      throw new IllegalStateException(
          command.getFirst() + " cannot be run: Node 20 or later and npm are needed", e);
    } finally {
      Files.delete(log);
    }
  }
}
