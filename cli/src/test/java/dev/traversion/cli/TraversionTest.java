package dev.traversion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line against a real HTTP server that keeps to the API's document. */
final class TraversionTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String EVENTS = "/api/v1/events";
  private static final String SERVICES = "/api/v1/services";

  private ExampleServer server;

  @BeforeEach
  void start() {
    server = new ExampleServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Session.Outcome types(String... args) {
    return types(new Session(), args);
  }

  private Session.Outcome types(Session session, String... args) {
    List<String> whole = new ArrayList<>(List.of(args));
    whole.add("--server=" + server.url());
    Session.Outcome outcome = session.types(whole.toArray(String[]::new));
    assertThat(server.violations()).isEmpty();
    return outcome;
  }

  private List<String> asked() {
    return server.requests().stream().map(target -> URLDecoder.decode(target, UTF_8)).toList();
  }

  @Nested
  class Exit_codes {
    @Test
    void zero_when_there_is_an_answer() {
      server.answers(EVENTS, "events");
      assertThat(types("events").exit()).isZero();
    }

    @Test
    void one_when_the_answer_is_empty() {
      server.answers(EVENTS, "events-none");
      assertThat(types("events", "--errors").exit()).isEqualTo(1);
    }

    @Test
    void one_when_what_is_asked_for_does_not_exist() {
      server.refuses("/api/v1/services/shop%2Fcrt/state", 404, "problem-no-service");
      Session.Outcome outcome = types("state", "shop/crt");
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .startsWith("traversion: Nothing was ever recorded of this service: shop/crt\n")
          .contains("./traversion services")
          .contains(server.url() + "/problems/unknown-service");
    }

    @Test
    void two_when_the_server_finds_a_value_senseless() {
      server.refuses("/api/v1/state", 400, "problem-bad-time");
      Session.Outcome outcome = types("state", "--at", "yesterday");
      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.err())
          .startsWith("traversion: A parameter makes no sense: 'yesterday' is not a time\n")
          .contains("the value at fault: at");
    }

    @Test
    void two_when_a_name_is_ambiguous_and_the_candidates_are_told() {
      server.refuses("/api/v1/services/order/state", 409, "problem-ambiguous");
      Session.Outcome outcome = types("state", "order");
      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.err())
          .contains("perhaps: shop/order")
          .contains("perhaps: warehouse/order");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "evnts",
          "events --limit 0",
          "events --limit 1001",
          "events --limit many",
          "events --from",
          "entity shop/order 42",
          "entity shop/order order/42 --from -5m",
          "diff shop/order",
          "state --at 25:00",
          "state --server localhost",
          "trace",
          "up"
        })
    void two_when_the_command_line_makes_no_sense(String line) {
      Session.Outcome outcome = new Session().types(line.split(" "));
      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("traversion: ").contains("--help");
    }

    @Test
    void a_misspelt_command_is_answered_with_the_one_that_was_meant() {
      assertThat(new Session().types("evnts").err()).contains("perhaps: ", "events");
    }

    @Test
    void three_when_nobody_listens() throws IOException {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Session.Outcome outcome =
          new Session().types("services", "--server", "http://localhost:" + port);
      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(outcome.err())
          .startsWith(
              "traversion: no answer from http://localhost:" + port + ": connection refused")
          .contains("./traversion up");
    }

    @Test
    void three_when_the_server_is_silent_for_too_long() throws IOException {
      try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        Session.Outcome outcome =
            new Session()
                .types(
                    "services",
                    "--timeout=1",
                    "--server=http://localhost:" + silent.getLocalPort());
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err()).contains("nothing came within 1 s");
      }
    }

    @Test
    void four_when_the_server_cannot_now_and_says_when_to_ask_again() {
      server.refuses(SERVICES, 503, "problem-journal");
      Session.Outcome outcome = types("services");
      assertThat(outcome.exit()).isEqualTo(4);
      assertThat(outcome.err())
          .startsWith("traversion: The journal does not answer\n")
          .contains("ask again in 7 s");
    }

    @Test
    void four_when_the_server_failed_and_the_incident_is_named() {
      server.refuses(SERVICES, 500, "problem-internal");
      Session.Outcome outcome = types("services");
      assertThat(outcome.exit()).isEqualTo(4);
      assertThat(outcome.err()).contains("incident 0198c7");
    }

    @Test
    void four_when_it_is_another_kind_of_server() {
      server.answers(SERVICES, 200, "text/html", "<html>Welcome to nginx</html>", Map.of());
      Session.Outcome outcome = types("services");
      assertThat(outcome.exit()).isEqualTo(4);
      assertThat(outcome.err()).contains("is not a Traversion server").contains("--server");
    }

    @Test
    void four_when_the_node_is_not_ready() {
      server.answers(
          "/health/ready",
          503,
          "application/json",
          ExampleServer.example("health-not-ready"),
          Map.of());
      Session.Outcome outcome = types("status");
      assertThat(outcome.exit()).isEqualTo(4);
      assertThat(outcome.out())
          .contains("NOT READY")
          .contains("✗ cassandra-reachable  no answer for 12 s");
    }

    @Test
    void five_when_the_answer_lacks_something_and_that_matters() {
      server.answers(EVENTS, "incomplete");
      assertThat(types("events").exit()).isZero();
      assertThat(types("events", "--strict").exit()).isEqualTo(5);
    }
  }

  @Nested
  class Json {
    @ParameterizedTest
    @CsvSource({
      "services, /api/v1/services, services",
      "state, /api/v1/state, system-state",
      "state shop/order, /api/v1/services/shop%2Forder/state, service-state",
      "entities shop/order order, /api/v1/services/shop%2Forder/entities, entities",
      "entity shop/order order/42, /api/v1/services/shop%2Forder/entities/order/42, entity",
      "diff shop/order --from -4m, /api/v1/services/shop%2Forder/diff, diff",
      "events, /api/v1/events, events",
      "timeline, /api/v1/timeline, timeline",
      "deployments, /api/v1/deployments, deployments",
      "trace " + TRACE + ", /api/v1/traces/" + TRACE + ", trace",
      "status, /health/ready, health-ready"
    })
    void is_what_the_server_sent_to_the_letter(String command, String path, String example) {
      server.answers(path, example);
      Session.Outcome outcome = types((command + " --json").split(" "));
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.out()).isEqualTo(ExampleServer.example(example));
      assertThat(outcome.err()).isEmpty();
    }

    @Test
    void of_all_pages_is_one_page_a_line() {
      server.answers(EVENTS, "events-page-1").answers(EVENTS, "events-page-2");
      String out = types("events", "--all", "--json").out();
      assertThat(out.lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    }

    @Test
    void of_a_problem_is_the_problem() {
      server.refuses(SERVICES, 503, "problem-journal");
      Session.Outcome outcome = types("services", "--json");
      assertThat(outcome.out()).isEqualTo(ExampleServer.example("problem-journal"));
      assertThat(outcome.err()).contains("The journal does not answer");
    }

    @Test
    void leaves_the_warning_about_gaps_on_stderr() {
      server.answers(EVENTS, "incomplete");
      Session.Outcome outcome = types("events", "--json");
      assertThat(outcome.out()).isEqualTo(ExampleServer.example("incomplete"));
      assertThat(outcome.err()).startsWith("INCOMPLETE ANSWER");
    }
  }

  @Nested
  class Times {
    @ParameterizedTest
    @CsvSource({
      "-5m, -5m",
      "-90s, -90s",
      "now, now",
      "2026-11-23T02:46:00.123456789Z, 2026-11-23T02:46:00.123456789Z",
      "3:46, 2026-11-23T03:46:00+01:00",
      "03:46:12.5, 2026-11-23T03:46:12.5+01:00",
      "3:48, 2026-11-22T03:48:00+01:00",
      "2026-07-01 03:46, 2026-07-01T03:46:00+02:00"
    })
    void reach_the_server(String typed, String sent) {
      server.answers("/api/v1/state", "system-state");
      types("state", "--at", typed);
      types("state", "--at=" + typed);
      assertThat(asked()).containsExactly("/api/v1/state?at=" + sent, "/api/v1/state?at=" + sent);
    }

    @Test
    void bound_a_window() {
      server.answers(EVENTS, "events");
      types("events", "--from", "-10m", "--to", "-5m");
      assertThat(asked()).containsExactly(EVENTS + "?from=-10m&to=-5m");
    }

    @Test
    void of_history_end_at_the_instant_asked_for() {
      String history = "/api/v1/services/shop%2Forder/entities/order/42/history";
      server.answers(history, "history");
      types("entity", "shop/order", "order/42", "--history", "--at", "-1m");
      assertThat(server.requests()).containsExactly(history + "?to=-1m");
    }
  }

  @Nested
  class Lists {
    @Test
    void show_one_page_and_say_that_there_is_more() {
      server.answers(SERVICES, "services-page-1");
      Session.Outcome outcome = types("services", "--limit", "1");
      assertThat(outcome.out()).contains("shop/gateway").doesNotContain("shop/order");
      assertThat(outcome.err()).contains("--all");
      assertThat(asked()).containsExactly(SERVICES + "?limit=1");
    }

    @Test
    void are_followed_to_the_end_on_demand() {
      server.answers(SERVICES, "services-page-1").answers(SERVICES, "services-page-2");
      Session.Outcome outcome = types("services", "--all");
      assertThat(outcome.out()).contains("shop/gateway").contains("shop/order");
      assertThat(outcome.err()).isEmpty();
      assertThat(asked())
          .containsExactly(
              SERVICES + "?limit=1000", SERVICES + "?limit=1000&cursor=c2hvcC9nYXRld2F5");
    }

    @Test
    void keep_to_the_window_that_the_first_page_was_resolved_to() {
      server.answers(EVENTS, "events-page-1").answers(EVENTS, "events-page-2");
      types("events", "--from=-15m", "--all", "--kind", "log,call");
      assertThat(asked().getLast())
          .isEqualTo(
              EVENTS
                  + "?kind=log&kind=call&limit=1000&cursor=cGFnZTI="
                  + "&from=2026-11-23T02:32:00Z&to=2026-11-23T02:47:00Z");
    }

    @Test
    void go_on_from_a_cursor() {
      server.answers(SERVICES, "services-page-2");
      types("services", "--cursor", "c2hvcC9nYXRld2F5");
      assertThat(asked()).containsExactly(SERVICES + "?cursor=c2hvcC9nYXRld2F5");
    }
  }

  @Nested
  class Requests {
    @Test
    void carry_every_filter_of_events() {
      server.answers(EVENTS, "events");
      types(
          "events",
          "--service=shop/order",
          "--service=shop/cart",
          "--errors",
          "--operation=GET /a b&c",
          "--trace=" + TRACE,
          "--entity=order/4/2",
          "--oldest-first",
          "service:cart \"connection reset\"",
          "a>1");
      assertThat(server.requests())
          .containsExactly(
              EVENTS
                  + "?q=service%3Acart%20%22connection%20reset%22%20a%3E1"
                  + "&service=shop%2Forder&service=shop%2Fcart&operation=GET%20%2Fa%20b%26c&trace="
                  + TRACE
                  + "&entity=order%2F4%2F2&error=true&order=asc");
    }

    @Test
    void encode_names_whatever_they_hold() {
      server.answers("/api/v1/services/shop%2Forder/entities/order/a%2Fb%20%C3%A9%3F", "entity");
      assertThat(types("entity", "shop/order", "order/a/b é?").exit()).isZero();
    }
  }

  @Nested
  class Text {
    @Test
    void of_recorded_values_cannot_steer_the_terminal() {
      server.answers(
          SERVICES,
          200,
          "application/json",
          ExampleServer.example("services").replace("shop/payment", "evil\\u001b[2Jname\\u0007"),
          Map.of());
      String out = types("services").out();
      assertThat(out).contains("evil\\x1b[2Jname\\x07").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void fits_the_terminal() {
      server.answers(EVENTS, "events");
      assertThat(types(new Session().columns(70), "events").out().lines())
          .allMatch(line -> line.length() <= 70);
    }

    @Test
    void is_whole_in_a_pipe_and_has_no_colours_there() {
      server.answers("/api/v1/services/shop%2Forder/entities", "entities");
      assertThat(types(new Session().intoAPipe(), "entities", "shop/order").out())
          .contains("{\"sku\": \"cup\", \"qty\": 1}]}")
          .doesNotContain("\u001b");
    }
  }

  @Nested
  class Help {
    @Test
    void is_shown_when_nothing_is_asked() {
      Session.Outcome outcome = new Session().types();
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.out()).contains("demo", "up", "state", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "entity", "events", "trace", "diff", "services", "status"})
    void is_there_for_every_command(String command) {
      assertThat(new Session().types(command, "--help").out())
          .startsWith("Usage: traversion " + command)
          .contains("--json", "--server");
    }

    @Test
    void completes_commands_and_options_in_a_shell() {
      String script = new Session().types("completion").out();
      assertThat(script).contains("complete -F", "traversion", "'--errors'", "config-change");
    }
  }
}
