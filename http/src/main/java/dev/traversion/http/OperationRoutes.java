package dev.traversion.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import dev.traversion.http.Endpoint.Inquiry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Health, metrics, this API's description, and the pages that problems point to. */
final class OperationRoutes {
  private static final ContentType YAML =
      MediaTypes.applicationWithFixedCharset("yaml", HttpCharsets.UTF_8).toContentType();
  private static final ContentType MARKDOWN =
      MediaTypes.TEXT_MARKDOWN.toContentType(HttpCharsets.UTF_8);
  private static final ContentType PROMETHEUS =
      MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8);

  private final NodeHealth health;
  private final PrometheusMeterRegistry metrics;

  OperationRoutes(NodeHealth health, PrometheusMeterRegistry metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/openapi.yaml", List.of(), "application/yaml", Endpoint.atOnce(_ -> openApi())),
        Endpoint.get(
            "/problems/{problem}", List.of(), "text/markdown", Endpoint.atOnce(this::page)),
        Endpoint.get("/health/live", List.of(), Endpoint.atOnce(_ -> healthy(health::liveness))),
        Endpoint.get("/health/ready", List.of(), Endpoint.atOnce(_ -> healthy(health::readiness))),
        Endpoint.get("/metrics", List.of(), "text/plain", Endpoint.atOnce(_ -> scrape())));
  }

  private static HttpResponse healthy(Supplier<List<NodeHealth.Fact>> question) {
    var facts = question.get();
    boolean healthy = facts.stream().allMatch(NodeHealth.Fact::holds);
    return Replies.json(
            json ->
                json.flag("healthy", healthy)
                    .objects(
                        "facts",
                        facts,
                        (item, fact) ->
                            item.text("name", fact.name())
                                .flag("holds", fact.holds())
                                .textIfAny("detail", fact.detail())))
        .withStatus(healthy ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE);
  }

  private HttpResponse scrape() {
    return reply(PROMETHEUS, metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse openApi() {
    return reply(YAML, resource("openapi/traversion.yaml").orElseThrow());
  }

  private HttpResponse page(Inquiry inquiry) {
    var problem = inquiry.variable("problem");
    return Optional.of(problem)
        .filter(name -> name.matches("[a-z-]{1,64}"))
        .flatMap(name -> resource("problems/" + name + ".md"))
        .map(page -> reply(MARKDOWN, page))
        .orElseThrow(() -> new ProblemException(Problem.pageUnknown(problem)));
  }

  private static HttpResponse reply(ContentType type, byte[] content) {
    return HttpResponse.create().withEntity(HttpEntities.create(type, content));
  }

  private static Optional<byte[]> resource(String name) {
    try (var in = OperationRoutes.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
