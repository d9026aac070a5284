package dev.traversion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people see, kept in {@code golden/}. After a change that is meant: run with {@code
 * -Dtraversion.golden=write}, and read the difference before you commit it.
 */
final class GoldenTextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private ExampleServer server;

  @BeforeEach
  void start() {
    server = new ExampleServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> commands() {
    String order = "/api/v1/services/shop%2Forder";
    return Stream.of(
        Arguments.of("services", "/api/v1/services", "services", "services"),
        Arguments.of("state-of-all", "/api/v1/state", "system-state", "state --at -5m"),
        Arguments.of("state", order + "/state", "service-state", "state shop/order --at 3:46"),
        Arguments.of("entities", order + "/entities", "entities", "entities shop/order"),
        Arguments.of(
            "entity", order + "/entities/order/42", "entity", "entity shop/order order/42"),
        Arguments.of(
            "entity-deleted",
            order + "/entities/order/41",
            "entity-deleted",
            "entity shop/order order/41"),
        Arguments.of(
            "history",
            order + "/entities/order/42/history",
            "history",
            "entity shop/order order/42 --history"),
        Arguments.of(
            "blame",
            order + "/entities/order/42/blame",
            "blame",
            "blame shop/order order/42 --at 3:46"),
        Arguments.of("next", "/api/v1/navigate", "step", "next error --from 3:40"),
        Arguments.of(
            "previous-change",
            "/api/v1/navigate",
            "step-field",
            "previous field-change --service shop/order --entity order/42 --field status"),
        Arguments.of(
            "next-anomaly",
            "/api/v1/navigate",
            "step-anomaly",
            "next anomaly --from 3:00 --level 1m --service shop/order"),
        Arguments.of("next-none", "/api/v1/navigate", "step-none", "next deployment"),
        Arguments.of("diff", order + "/diff", "diff", "diff shop/order --from -4m --to -1m"),
        Arguments.of("diff-none", order + "/diff", "diff-none", "diff shop/order --from -4m"),
        Arguments.of("events", "/api/v1/events", "events", "events"),
        Arguments.of("events-none", "/api/v1/events", "events-none", "events"),
        Arguments.of("events-incomplete", "/api/v1/events", "incomplete", "events"),
        Arguments.of("trace", "/api/v1/traces/" + TRACE, "trace", "trace " + TRACE),
        Arguments.of("trace-bodies", "/api/v1/traces/" + TRACE, "trace", "trace --bodies " + TRACE),
        Arguments.of("timeline", "/api/v1/timeline", "timeline", "timeline"),
        Arguments.of(
            "timeline-search", "/api/v1/timeline", "timeline-search", "timeline status:error"),
        Arguments.of("deployments", "/api/v1/deployments", "deployments", "deployments"));
  }

  @ParameterizedTest(name = "{3}: {0}")
  @MethodSource("commands")
  void is_shown_as_agreed(String golden, String path, String example, String command)
      throws IOException {
    server.answers(path, example);
    Session.Outcome outcome = type(new Session(), command);
    assertThat(server.violations()).isEmpty();
    assertGolden(golden, outcome);
  }

  @Test
  void events_in_a_wide_terminal_carry_their_trace_ids() throws IOException {
    server.answers("/api/v1/events", "events");
    assertGolden("events-wide", type(new Session().columns(160), "events"));
  }

  @Test
  void a_trace_is_drawn_in_ascii_where_the_locale_has_no_more() throws IOException {
    server.answers("/api/v1/traces/" + TRACE, "trace");
    Session.Outcome outcome = type(new Session().ascii(), "trace " + TRACE);
    assertThat(outcome.out()).matches("[\\x20-\\x7eµ\\n]*");
    assertGolden("trace-ascii", outcome);
  }

  @Test
  void colours_mark_what_failed() throws IOException {
    server.answers("/api/v1/traces/" + TRACE, "trace");
    assertGolden("trace-coloured", type(new Session().coloured(), "trace " + TRACE));
  }

  @Test
  void status_tells_readiness_and_what_is_recorded() throws IOException {
    server.answers("/health/ready", "health-ready").answers("/api/v1/services", "services");
    assertGolden("status", type(new Session(), "status"));
  }

  private Session.Outcome type(Session session, String command) {
    return session.types((command + " --server " + server.url()).split(" "));
  }

  private void assertGolden(String name, Session.Outcome outcome) throws IOException {
    String text = "exit " + outcome.exit() + "\n" + outcome.out() + "---- stderr\n" + outcome.err();
    text = text.replace(server.url(), "http://SERVER");
    Path file = GOLDEN.resolve(name + ".txt");
    if ("write".equals(System.getProperty("traversion.golden"))) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
