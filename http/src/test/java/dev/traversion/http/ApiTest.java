package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.http.TestNode.Reply;
import dev.traversion.journal.Gap;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.model.event.Document;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.Completeness;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API answers, each answer held against the OpenAPI file. */
class ApiTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static final String CART = "/api/v1/services/shop%2Fcart";

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void record() {
    node.history.clear();
    Shop.record(node.history);
    node.health.cassandraReachable = true;
  }

  @Nested
  class Services {
    @Test
    void are_listed_with_the_reach_of_their_history() {
      var json = ok("GET /api/v1/services", "/api/v1/services");
      assertThat(texts(json, "items", "service")).containsExactly("shop/cart", "shop/order");
      var cart = json.at("/items/0");
      assertThat(cart.get("firstOccurredAt").asText()).isEqualTo("2026-01-01T02:00:00Z");
      assertThat(cart.get("version").asText()).isEqualTo("1.1.0");
      assertThat(json.has("completeness")).isFalse();
    }

    @Test
    void are_paged() {
      var first = ok("GET /api/v1/services", "/api/v1/services?limit=1");
      assertThat(texts(first, "items", "service")).containsExactly("shop/cart");
      var next = first.get("next").asText();
      var second = ok("GET /api/v1/services", "/api/v1/services?limit=1&cursor=" + next);
      assertThat(texts(second, "items", "service")).containsExactly("shop/order");
      assertThat(second.has("next")).isFalse();
    }

    @Test
    void are_found_by_namespace_and_name_or_by_a_name_that_is_unique() {
      for (var path : List.of("shop%2Fcart", "shop%2fcart", "cart")) {
        var json = ok("GET /api/v1/services/{service}", "/api/v1/services/" + path);
        assertThat(json.at("/overview/service").asText()).isEqualTo("shop/cart");
      }
    }

    @Test
    void of_an_ambiguous_name_are_candidates() {
      node.history.add(ServiceId.of("bank", "cart"), Shop.checkout());
      var problem = problem(409, "service-ambiguous", "/api/v1/services/cart");
      assertThat(problem.get("candidates").toString()).isEqualTo("[\"bank/cart\",\"shop/cart\"]");

      node.history.add(ServiceId.of("", "cart"), Shop.checkout());
      assertThat(
              ok("GET /api/v1/services/{service}", "/api/v1/services/cart")
                  .at("/overview/service")
                  .asText())
          .as("a service without namespace is meant by its whole name")
          .isEqualTo("cart");
    }

    @Test
    void that_were_never_seen_are_unknown() {
      assertThat(problem(404, "service-unknown", "/api/v1/services/nobody").get("service").asText())
          .isEqualTo("nobody");
      problem(404, "service-unknown", "/api/v1/services/shop%2Fnobody/state");
      problem(400, "parameter-invalid", "/api/v1/services/a%2Fb%2Fc/state");
    }
  }

  @Nested
  class State {
    @Test
    void of_everything_is_a_summary_of_each_service() {
      var json = ok("GET /api/v1/state", "/api/v1/state?at=-1h");
      assertThat(json.get("at").asText()).isEqualTo("2026-01-01T11:00:00Z");
      assertThat(texts(json, "items", "service")).containsExactly("shop/cart", "shop/order");
      assertThat(json.at("/items/0/running/version").asText()).isEqualTo("1.1.0");
      assertThat(json.at("/items/0/config/0/value/json").asInt()).isEqualTo(250);
    }

    @Test
    void of_a_service_is_as_it_was_at_the_instant() {
      var before = ok("GET /api/v1/services/{service}/state", CART + "/state?at=-4h");
      assertThat(before.at("/running/version").asText()).isEqualTo("1.0.0");
      var after =
          ok("GET /api/v1/services/{service}/state", CART + "/state?at=2026-01-01T10:00:00Z");
      assertThat(after.at("/running/version").asText()).isEqualTo("1.1.0");
      assertThat(texts(after, "deployments", "version")).containsExactly("1.1.0", "1.0.0");
      var later = ok("GET /api/v1/services/{service}/state", CART + "/state?at=-1h");
      assertThat(later.at("/entityCounts").toString())
          .isEqualTo("[{\"type\":\"cart\",\"count\":3}]");
    }

    @Test
    void of_a_service_shows_the_calls_in_flight() {
      var json =
          ok(
              "GET /api/v1/services/{service}/state",
              "/api/v1/services/order/state?at=2026-01-01T11:54:00.010000001Z");
      assertThat(json.get("at").asText()).isEqualTo("2026-01-01T11:54:00.010000001Z");
      assertThat(json.get("inFlightTotal").asInt()).isEqualTo(1);
      assertThat(json.at("/inFlight/0/name").asText()).isEqualTo("POST /checkout");
    }

    @Test
    void differs_between_two_instants() {
      var json =
          ok("GET /api/v1/services/{service}/diff", CART + "/diff?from=-4h30m&to=now&limit=1");
      assertThat(json.get("entitiesTotal").asInt()).isEqualTo(2);
      assertThat(json.at("/entities/0/before/value/json/total").asText()).isEqualTo("12.5");
      assertThat(json.at("/entities/0/after/value/json/total").asInt()).isEqualTo(-1);
      assertThat(json.at("/runningBefore/version").asText()).isEqualTo("1.0.0");
      assertThat(json.at("/runningAfter/version").asText()).isEqualTo("1.1.0");

      var rest =
          ok(
              "GET /api/v1/services/{service}/diff",
              CART + "/diff?from=-4h30m&to=now&limit=1&cursor=" + json.get("next").asText());
      assertThat(rest.at("/entities/0/after/deleted").asBoolean()).isTrue();
      assertThat(rest.has("next")).isFalse();
      assertThat(problem(400, "parameter-invalid", CART + "/diff?to=now").get("parameter").asText())
          .isEqualTo("from");
    }
  }

  @Nested
  class A_timeline_of_a_search {
    private static final String PATH =
        "/api/v1/timeline?from=-6h&to=now&buckets=6&q=entity%3Acart%2F*";

    @Test
    void counts_what_fulfils_it() {
      var json = ok("GET /api/v1/timeline", PATH);
      assertThat(json.get("query").asText()).isEqualTo("entity:cart/*");
      assertThat(json.has("countedTo")).isFalse();
      assertThat(json.at("/buckets").findValuesAsText("events"))
          .containsExactly("0", "3", "0", "0", "1", "0");
      assertThat(json.at("/buckets/1/entityChanges").asInt()).isEqualTo(3);
    }

    @Test
    void says_how_far_it_counted_where_its_time_was_up() {
      node.history.lacks(new Completeness(List.of(), List.of(), List.of(), true));
      var json = ok("GET /api/v1/timeline", PATH);
      assertThat(json.get("countedTo").asText()).isEqualTo("2026-01-01T08:00:00Z");
      assertThat(json.at("/completeness/timeBudgetSpent").asBoolean()).isTrue();
    }

    @Test
    void that_makes_no_sense_is_refused() {
      problem(400, "search-invalid", "/api/v1/timeline?q=(");
      assertThat(problem(400, "parameter-invalid", PATH + "&anomalies=true").get("parameter"))
          .hasToString("\"anomalies\"");
    }
  }

  @Nested
  class Entities {
    @Test
    void that_live_are_listed_by_type() {
      var json =
          ok(
              "GET /api/v1/services/{service}/entities",
              CART + "/entities?at=-1h&type=cart&limit=2");
      assertThat(texts(json, "items", "key")).containsExactly("7", "9");
      assertThat(json.get("next").asText()).isNotEmpty();
    }

    @Test
    void are_found_by_a_part_of_their_id_in_upper_or_lower_case() {
      var operation = "GET /api/v1/services/{service}/entities";
      var json = ok(operation, CART + "/entities?at=-1h&search=T%2FA");
      assertThat(texts(json, "items", "key")).containsExactly("a/b");
      assertThat(ok(operation, CART + "/entities?at=-1h&search=nobody").get("items")).isEmpty();
      assertThat(
              problem(400, "parameter-invalid", CART + "/entities?search=")
                  .get("parameter")
                  .asText())
          .isEqualTo("search");
    }

    @Test
    void carry_their_value_digit_for_digit() {
      var reply = node.get(CART + "/entities/cart/7?at=-3h");
      DOCUMENT.assertFits("GET /api/v1/services/{service}/entities/{type}/{key}", reply);
      assertThat(reply.body())
          .contains("\"value\":{\"json\":{\"total\": 12.50, \"items\": [1, 2]}}");
      assertThat(node.get(CART + "/entities/cart/9").body()).contains("{\"json\":1e400}");
    }

    @Test
    void whose_value_is_not_json_carry_it_as_text() {
      var json =
          ok(
              "GET /api/v1/services/{service}/entities/{type}/{key}",
              CART + "/entities/cart/a%2Fb?at=-1h");
      assertThat(json.at("/entity/key").asText()).isEqualTo("a/b");
      assertThat(json.at("/entity/value/text").asText()).isEqualTo("not JSON");
      assertThat(json.at("/entity/value/truncated").asBoolean()).isFalse();
    }

    @Test
    void whose_value_was_cut_say_so() {
      node.history.add(
          Shop.CART,
          Shop.change("cart", "cut", Optional.of(new Document("[1]", true, 70_000)), Shop.ago(1)));
      var json =
          ok("GET /api/v1/services/{service}/entities/{type}/{key}", CART + "/entities/cart/cut");
      assertThat(json.at("/entity/value").toString())
          .isEqualTo("{\"text\":\"[1]\",\"truncated\":true,\"originalLength\":70000}");
    }

    @Test
    void that_were_deleted_are_told_from_those_that_never_were() {
      var deleted =
          ok("GET /api/v1/services/{service}/entities/{type}/{key}", CART + "/entities/stock/x");
      assertThat(deleted.at("/entity/deleted").asBoolean()).isTrue();
      assertThat(deleted.at("/entity/changedAt").asText()).isEqualTo("2026-01-01T08:00:00Z");
      problem(404, "entity-unknown", CART + "/entities/stock/x?at=-6h");
    }

    @Test
    void have_a_history_newest_first() {
      var json =
          ok(
              "GET /api/v1/services/{service}/entities/{type}/{key}/history",
              CART + "/entities/cart/7/history");
      assertThat(texts(json, "items", "occurredAt"))
          .containsExactly("2026-01-01T10:00:00Z", "2026-01-01T07:00:00Z");
      assertThat(json.get("from").asText()).isEqualTo("1970-01-01T00:00:00Z");
    }
  }

  @Nested
  class Events {
    @Test
    void of_a_call_carry_its_exchange_and_exact_attributes() {
      var json = ok("GET /api/v1/events", "/api/v1/events?kind=call");
      var call = json.at("/items/0");
      assertThat(call.get("durationNanos").asLong()).isEqualTo(40_000_000);
      assertThat(call.at("/exchange/request/body/json/cart").asInt()).isEqualTo(7);
      assertThat(call.at("/exchange/response/body/text").asText()).isEqualTo("oops");
      assertThat(call.at("/exchange/response/status").asInt()).isEqualTo(500);
      assertThat(call.get("attributes").toString())
          .contains("{\"key\":\"retries\",\"value\":{\"intValue\":\"9223372036854775807\"}}");
      assertThat(json.get("origins")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
      "'', 2",
      "?from=-11h, 11",
      "?from=-11h&service=cart, 9",
      "?from=-11h&service=cart&service=shop%2Forder, 11",
      "?from=-11h&kind=deployment&kind=config-change, 3",
      "'?from=-11h&kind=deployment,config-change', 3",
      "?error=true, 2",
      "?from=-11h&operation=POST%20/checkout, 1",
      "?from=-11h&trace=0123456789abcdef0123456789abcdef, 8",
      "?from=-11h&entity=cart/7, 2",
      "?from=-11h&entity=cart/a/b, 1",
      "?from=-1h&to=-30m, 0",
      "?from=-11h&q=, 11",
      "?from=-11h&q=status:error, 2",
      "?from=-11h&q=service:order%20kind:call, 1",
      "?from=-11h&q=operation:%22POST%20/checkout%22%20duration%3E39ms%20oops, 1",
      "?from=-11h&q=duration%3E40ms, 0",
      "?from=-11h&q=retries%3E9223372036854775806, 1",
      "?from=-11h&q=kind:(deployment%20OR%20config-change), 3",
      "?from=-11h&kind=call&q=kind:deployment, 0",
      "?from=-11h&q=entity:cart/*, 4",
    })
    void are_filtered(String query, int count) {
      assertThat(ok("GET /api/v1/events", "/api/v1/events" + query).get("items")).hasSize(count);
    }

    @Test
    void are_paged_in_either_order() {
      for (var order : List.of("asc", "desc")) {
        var seen = new ArrayList<String>();
        var path = "/api/v1/events?from=-11h&limit=3&order=" + order;
        var page = ok("GET /api/v1/events", path);
        while (true) {
          seen.addAll(texts(page, "items", "occurredAt"));
          if (!page.has("next")) {
            break;
          }
          page = ok("GET /api/v1/events", path + "&cursor=" + page.get("next").asText());
        }
        assertThat(seen).hasSize(11);
        var times = seen.stream().map(Instant::parse).toList();
        assertThat(order.equals("asc") ? times : times.reversed()).isSorted();
      }
    }

    @Test
    void of_a_trace_come_together() {
      var path = "/api/v1/traces/" + Shop.TRACE;
      var json = ok("GET /api/v1/traces/{traceId}", path);
      assertThat(json.get("items")).hasSize(8);
      assertThat(json.get("limited").asBoolean()).isFalse();
      assertThat(ok("GET /api/v1/traces/{traceId}", path + "?limit=2").get("limited").asBoolean())
          .isTrue();
      problem(404, "trace-unknown", "/api/v1/traces/" + "f".repeat(32));
      problem(400, "parameter-invalid", "/api/v1/traces/xyz");
    }

    @Test
    void are_counted_per_bucket() {
      var json = ok("GET /api/v1/timeline", "/api/v1/timeline?from=-11h&to=now&buckets=11");
      assertThat(json.get("bucketNanos").asLong()).isEqualTo(3_600_000_000_000L);
      assertThat(json.get("buckets")).hasSize(11);
      assertThat(json.at("/buckets/10/errors").asInt()).isEqualTo(2);
      assertThat(json.at("/buckets/10/maxDurationNanos").asLong()).isEqualTo(40_000_000);
    }

    @Test
    void that_are_deployments_have_a_list_of_their_own() {
      var json = ok("GET /api/v1/deployments", "/api/v1/deployments?from=-1d&service=cart");
      assertThat(texts(json, "items", "version")).containsExactly("1.1.0", "1.0.0");
    }
  }

  @Nested
  class An_answer_that_may_lack_something {
    @Test
    void says_what() {
      var mirror = new MirrorId(Shop.CART, 3);
      node.history.lacks(
          new Completeness(
              List.of(new Gap(new FrameAddress(mirror, 17), Shop.ago(1), Optional.empty())),
              List.of(new FrameAddress(mirror, 18)),
              List.of(mirror),
              true));
      var json = ok("GET /api/v1/events", "/api/v1/events").get("completeness");
      assertThat(json.at("/gaps/0/sequenceNr").asInt()).isEqualTo(17);
      assertThat(json.at("/damaged/0/service").asText()).isEqualTo("shop/cart");
      assertThat(json.at("/silentMirrors/0/lane").asInt()).isEqualTo(3);
      assertThat(json.get("timeBudgetSpent").asBoolean()).isTrue();

      assertThat(ok("GET /api/v1/state", "/api/v1/state").has("completeness")).isTrue();
      assertThat(
              ok("GET /api/v1/traces/{traceId}", "/api/v1/traces/" + "f".repeat(32)).get("items"))
          .as("a trace that may be in a lost frame is not unknown")
          .isEmpty();
    }
  }

  @Nested
  class A_wrong_parameter {
    @ParameterizedTest
    @CsvSource({
      "/api/v1/events?from=yesterday, from",
      "/api/v1/events?from=2026-01-01T00:00:00+01:00, from",
      "/api/v1/events?from=now&to=-1h, from",
      "/api/v1/events?limit=0, limit",
      "/api/v1/events?limit=1001, limit",
      "/api/v1/events?limit=ten, limit",
      "/api/v1/events?limit=1&limit=2, limit",
      "/api/v1/events?kind=span, kind",
      "/api/v1/events?error=maybe, error",
      "/api/v1/events?trace=12, trace",
      "/api/v1/events?trace=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, trace",
      "/api/v1/events?entity=cart, entity",
      "/api/v1/events?order=up, order",
      "/api/v1/events?cursor=, cursor",
      "/api/v1/events?cursor=nonsense, cursor",
      "/api/v1/services?cursor=%21, cursor",
      "/api/v1/timeline?buckets=2001, buckets",
      "/api/v1/timeline?from=-1m&to=-1m, to",
      "/api/v1/state?at=1500-01-01T00:00:00Z, at",
    })
    void is_named(String path, String parameter) {
      assertThat(problem(400, "parameter-invalid", path).get("parameter").asText())
          .isEqualTo(parameter);
    }

    @Test
    void is_not_passed_over_when_its_name_is_mistyped() {
      var problem = problem(400, "parameter-unknown", "/api/v1/events?sevice=cart");
      assertThat(problem.get("parameter").asText()).isEqualTo("sevice");
    }
  }

  @Nested
  class A_search {
    @Test
    void that_cannot_be_read_is_answered_with_the_place() {
      var problem = problem(400, "search-invalid", "/api/v1/events?q=cart%20duration%3Efast");
      assertThat(problem.get("column").asInt()).isEqualTo(15);
      assertThat(problem.get("expected").asText()).startsWith("a duration such as 200ms");
      assertThat(problem.get("parameter").asText()).isEqualTo("q");
    }

    @Test
    void is_told_as_it_was_read() {
      assertThat(ok("GET /api/v1/events", "/api/v1/events?q=could%20not%20x").get("query").asText())
          .isEqualTo("could NOT x");
    }
  }

  @Nested
  class A_failure {
    @Test
    void of_the_journal_is_503_with_a_time_to_ask_again() {
      node.history.before(
          () -> {
            throw new JournalUnavailableException("no Cassandra", new IllegalStateException());
          });
      assertThat(node.get("/api/v1/services").header("Retry-After")).isEqualTo("1");
      problem(503, "journal-unavailable", "/api/v1/services");
    }

    @Test
    void that_nobody_expected_shows_an_incident_and_nothing_else() {
      node.history.before(
          () -> {
            throw new IllegalStateException("secret");
          });
      var reply = node.get("/api/v1/services");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body()).doesNotContain("secret").doesNotContain("at dev.");
      assertThat(reply.json().get("incidentId").asText()).hasSize(36);
    }

    @Test
    void to_answer_in_time_is_503_and_frees_the_place_when_the_question_ends() {
      try (var hasty = new TestNode("max-queries = 1, query-timeout = 300ms")) {
        var release = new CountDownLatch(1);
        hasty.history.before(() -> awaitUninterrupted(release));
        assertProblem(hasty.get("/api/v1/services"), 503, "query-timeout");
        assertProblem(hasty.get("/api/v1/services"), 503, "queries-overloaded");
        release.countDown();
        TestNode.eventually(
            () ->
                assertThat(hasty.metrics.get("traversion.queries.free").gauge().value())
                    .isEqualTo(1));
      }
    }

    @Test
    void to_find_room_for_a_question_is_503_with_a_time_to_ask_again() {
      try (var small = new TestNode("max-queries = 2")) {
        var release = new CountDownLatch(1);
        var entered = new CountDownLatch(2);
        small.history.before(
            () -> {
              entered.countDown();
              awaitUninterrupted(release);
            });
        var held =
            List.of(
                CompletableFuture.supplyAsync(() -> small.get("/api/v1/services")),
                CompletableFuture.supplyAsync(() -> small.get("/api/v1/services")));
        awaitUninterrupted(entered);
        var refused = small.get("/api/v1/services");
        assertProblem(refused, 503, "queries-overloaded");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        release.countDown();
        assertThat(held.stream().map(CompletableFuture::join).map(Reply::status))
            .containsExactly(200, 200);
      }
    }
  }

  @Nested
  class HTTP {
    @Test
    void knows_its_methods() {
      var reply = node.send(HttpRequest.newBuilder(node.api("/api/v1/events")).DELETE());
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo("GET, POST");
      problem(404, "route-unknown", "/api/v1/nothing");
    }

    @Test
    void answers_a_head_without_a_body() {
      var reply =
          node.send(
              HttpRequest.newBuilder(node.api("/api/v1/services"))
                  .method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEmpty();
    }

    @Test
    void serves_only_what_is_accepted() {
      assertThat(accepting("application/xml").status()).isEqualTo(406);
      assertThat(accepting("application/*;q=0.5").status()).isEqualTo(200);
      assertThat(accepting("text/html, */*;q=0.1").status()).isEqualTo(200);
    }

    private Reply accepting(String types) {
      return node.send(
          HttpRequest.newBuilder(node.api("/api/v1/services")).header("Accept", types));
    }

    @Test
    void compresses_long_answers_for_those_who_can_read_them() throws Exception {
      var reply =
          node.send(
              HttpRequest.newBuilder(node.api("/api/v1/events?from=-11h"))
                  .header("Accept-Encoding", "gzip"));
      assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
      try (var plain = new GZIPInputStream(new ByteArrayInputStream(reply.raw().body()))) {
        assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(node.get("/api/v1/events?from=-11h").body());
      }
    }

    @Test
    void that_is_none_is_a_problem_too() throws Exception {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), node.api("").getPort())) {
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        var in = socket.getInputStream();
        while (answer.indexOf("}") < 0) {
          int next = in.read();
          assertThat(next).isNotNegative();
          answer.append((char) next);
        }
        assertThat(answer.toString())
            .startsWith("HTTP/1.1 400")
            .contains("application/problem+json")
            .contains("/problems/request-unreadable");
      }
    }
  }

  @Nested
  class The_node {
    @Test
    void is_ready_when_every_fact_holds() {
      assertThat(ok("GET /health/live", "/health/live").get("healthy").asBoolean()).isTrue();
      assertThat(ok("GET /health/ready", "/health/ready").get("healthy").asBoolean()).isTrue();
      node.health.cassandraReachable = false;
      var reply = node.get("/health/ready");
      assertThat(reply.status()).isEqualTo(503);
      DOCUMENT.assertFits("GET /health/ready", reply);
      assertThat(reply.json().at("/facts/0/detail").asText()).isEqualTo("no answer");
      assertThat(node.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void counts_its_requests() {
      node.get("/api/v1/services");
      node.get("/api/v1/services/nobody");
      assertThat(node.get("/metrics").body())
          .contains("traversion_http_requests_seconds_count")
          .contains("route=\"/api/v1/services/{service}\"")
          .contains("status=\"404\"");
    }
  }

  private static JsonNode ok(String operation, String path) {
    var reply = node.get(path);
    assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(200);
    DOCUMENT.assertFits(operation, reply);
    return reply.json();
  }

  private static JsonNode problem(int status, String slug, String path) {
    return assertProblem(node.get(path), status, slug);
  }

  private static JsonNode assertProblem(Reply reply, int status, String slug) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    DOCUMENT.assertFits("Problem", reply.body());
    assertThat(reply.json().get("type").asText()).isEqualTo("/problems/" + slug);
    return reply.json();
  }

  private static List<String> texts(JsonNode json, String list, String member) {
    return StreamSupport.stream(json.get(list).spliterator(), false)
        .map(item -> item.get(member).asText())
        .toList();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException _) {
        // a question that does not heed its interruption
      }
    }
  }
}
