package dev.traversion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}: which file it asks for, and what it leaves behind. */
final class ExportTest {
  private static final String ARCHIVE = "/api/v1/export";
  private static final String OTLP = "/api/v1/export/otlp";
  private static final String HEAD = "{\"resourceLogs\":[],\"traversion\":{\"head\":{}}}\n";
  private static final String SPANS = "{\"resourceSpans\":[{}]}\n";
  private static final String FOOT =
      "{\"resourceLogs\":[],\"traversion\":{\"foot\":{\"lines\":3,\"spans\":1200,\"logRecords\":1,"
          + "\"dataPoints\":0}}}\n";
  private static final String FOOT_LACKING =
      FOOT.replace(
          "\"dataPoints\":0",
          "\"dataPoints\":0,\"completeness\":{\"gaps\":[{\"service\":\"cart\",\"lane\":0,"
              + "\"sequenceNr\":7}],\"gapsTotal\":1}");

  @TempDir private Path directory;
  private ExampleServer server;

  @BeforeEach
  void start() {
    server = new ExampleServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Session.Outcome exports(Path file, String... more) {
    String[] line = new String[more.length + 4];
    line[0] = "export";
    line[1] = "--from=-5m";
    line[2] = "-o" + file;
    line[3] = "--server=" + server.url();
    System.arraycopy(more, 0, line, 4, more.length);
    Session.Outcome outcome = new Session().types(line);
    assertThat(server.violations()).isEmpty();
    return outcome;
  }

  private void answersOtlp(String lines) {
    server.answers(OTLP, 200, "application/x-ndjson", lines, Map.of());
  }

  @Test
  void asks_for_what_the_name_of_the_file_says() throws IOException {
    server.answers(ARCHIVE, 200, "application/zip", "PK", Map.of());
    answersOtlp(HEAD + SPANS + FOOT);
    assertThat(exports(directory.resolve("incident.tvz")).exit()).isZero();
    assertThat(exports(directory.resolve("incident.otlp.jsonl")).exit()).isZero();
    assertThat(exports(directory.resolve("any"), "--format=otlp", "--signal=traces").exit())
        .isZero();
    assertThat(server.requests())
        .containsExactly(
            ARCHIVE + "?from=-5m", OTLP + "?from=-5m", OTLP + "?from=-5m&signal=traces");
    assertThat(directory.resolve("any")).hasContent(HEAD + SPANS + FOOT);
  }

  @Test
  void says_what_an_otlp_file_holds_and_how_to_go_on() {
    answersOtlp(HEAD + SPANS + FOOT);
    Path file = directory.resolve("incident.otlp.jsonl");
    Session.Outcome outcome = exports(file);
    assertThat(outcome.err())
        .contains("1,200 spans, 1 log record and 0 data points")
        .contains("./traversion import " + file);
  }

  @Test
  void says_what_the_file_lacks() {
    answersOtlp(HEAD + SPANS + FOOT_LACKING);
    Path file = directory.resolve("incident.otlp.jsonl");
    Session.Outcome outcome = exports(file);
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("INCOMPLETE ANSWER", "frame 7 of cart lane 0");
    assertThat(exports(file, "--strict").exit()).isEqualTo(5);
  }

  @Test
  void compresses_when_the_name_says_so() throws IOException {
    answersOtlp(HEAD + SPANS + FOOT);
    Path file = directory.resolve("incident.otlp.jsonl.gz");
    assertThat(exports(file).exit()).isZero();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(HEAD + SPANS + FOOT);
    }
  }

  @Test
  void goes_into_a_pipe_and_nothing_with_it() {
    answersOtlp(HEAD + SPANS + FOOT_LACKING);
    Session.Outcome outcome = exports(Path.of("-"), "--format=otlp");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo(HEAD + SPANS + FOOT_LACKING);
    assertThat(outcome.err()).contains("INCOMPLETE");
    assertThat(exports(Path.of("-")).err()).contains("an archive goes into a file");
  }

  @Test
  void keeps_nothing_of_an_answer_that_broke_off() throws IOException {
    answersOtlp(HEAD + SPANS + FOOT.substring(0, 40));
    Path file = Files.writeString(directory.resolve("incident.otlp.jsonl"), "older");
    Session.Outcome outcome = exports(file);
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("the answer broke off");
    assertThat(file).hasContent("older");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void refuses_formats_that_there_are_not() {
    Path file = directory.resolve("x");
    assertThat(exports(file, "--format=csv").exit()).isEqualTo(2);
    assertThat(exports(file, "--signal=logs").err()).contains("--signal is for --format otlp");
    assertThat(server.requests()).isEmpty();
  }
}
