package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.SystemMaterializer;
import dev.traversion.http.otlp.BodyReader;
import dev.traversion.http.otlp.ByteBudget;
import dev.traversion.http.otlp.IntakeMetrics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The OpenAPI file and the server say the same. */
class OpenApiTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static TestNode node;
  private static Map<String, Endpoint> routes;

  @BeforeAll
  static void start() {
    node = new TestNode();
    var materializer = SystemMaterializer.get(node.kit().system()).materializer();
    var budget = new ByteBudget(1);
    try (var queries = new Queries(1, Duration.ofSeconds(1))) {
      routes =
          ApiServer.endpoints(
                  TestNode.settings(""),
                  new ApiServer.Ports(
                      node.history,
                      node.sweep,
                      node.archives,
                      node.intake,
                      node.feed,
                      node.health,
                      node.metrics,
                      () -> TestNode.NOW),
                  queries,
                  new LiveRoutes(node.feed, "default", 1, Duration.ofSeconds(1), materializer),
                  new BodyReader(
                      new BodyReader.Limits(1, 1, Duration.ofSeconds(1)), budget, materializer),
                  new IntakeMetrics(node.metrics, budget))
              .stream()
              .collect(
                  Collectors.toMap(
                      endpoint -> endpoint.method().name() + " " + endpoint.template(),
                      endpoint -> endpoint,
                      (a, _) -> a,
                      TreeMap::new));
    }
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void every_operation_has_a_route_and_every_route_an_operation() {
    assertThat(routes.keySet()).isEqualTo(DOCUMENT.operations().keySet());
  }

  @Test
  void every_route_knows_just_the_parameters_that_its_operation_states() {
    routes.forEach(
        (name, endpoint) ->
            assertThat(endpoint.parameters().stream().sorted().toList())
                .as(name)
                .isEqualTo(DOCUMENT.operations().get(name).parameters()));
  }

  @Test
  void every_route_produces_the_media_type_that_its_operation_states() {
    routes.forEach(
        (name, endpoint) ->
            assertThat(DOCUMENT.produced(DOCUMENT.operations().get(name)))
                .as(name)
                .containsExactly(endpoint.produces()));
  }

  @Test
  void the_document_is_served() throws Exception {
    var reply = node.get("/api/v1/openapi.yaml");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(Files.readString(Path.of("src/main/openapi/traversion.yaml").toAbsolutePath()));
  }

  @Test
  void a_schema_refuses_what_does_not_fit() {
    assertThatThrownBy(() -> DOCUMENT.assertFits("Receipt", "{\"accepted\":1}"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> DOCUMENT.assertFits("Receipt", "{\"accepted\":1,\"rejected\":0,\"more\":1}"))
        .isInstanceOf(AssertionError.class);
  }

  @Nested
  class Every_problem {
    @Test
    void has_a_page_and_every_page_is_of_a_problem() throws Exception {
      try (var pages = Files.list(Path.of("../docs/problems").toAbsolutePath())) {
        assertThat(pages.map(page -> page.getFileName().toString()).sorted().toList())
            .isEqualTo(
                Arrays.stream(Problem.Type.values())
                    .map(type -> type.slug() + ".md")
                    .sorted()
                    .toList());
      }
    }

    @Test
    void has_a_type_that_resolves_on_the_server() {
      for (var type : Problem.Type.values()) {
        var reply = node.get("/problems/" + type.slug());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).startsWith("text/markdown");
        assertThat(reply.body()).contains("/problems/" + type.slug());
      }
    }

    @Test
    void of_an_unknown_name_is_itself_a_problem() {
      for (var name : List.of("nothing", "..%2Fopenapi%2Ftraversion.yaml", "A")) {
        var reply = node.get("/problems/" + name);
        assertThat(reply.status()).as(name).isEqualTo(404);
        DOCUMENT.assertFits("GET /problems/{problem}", reply);
      }
      assertThat(URI.create(node.get("/nowhere").json().get("type").asText()).getPath())
          .isEqualTo("/problems/route-unknown");
    }
  }
}
