package dev.traversion.http;

import akka.http.javadsl.coding.Coder;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Accept;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.replay.ArchiveWindow;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Finds the endpoint of a request, and sees to it that whatever happens is answered. */
final class Router {
  private static final int WORTH_COMPRESSING = 1_024;

  private final List<Endpoint> endpoints;
  private final DashboardPages pages;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Consumer<HttpRequest> drain;
  private final Optional<ArchiveWindow> archive;

  /**
   * @param drain lets the body of a request pass by that nobody will read
   * @param archive the only time that can be asked about, if it is an archive that is asked
   */
  Router(
      List<Endpoint> endpoints,
      DashboardPages pages,
      InstantSource clock,
      MeterRegistry metrics,
      Consumer<HttpRequest> drain,
      Optional<ArchiveWindow> archive) {
    this.endpoints = List.copyOf(endpoints);
    this.pages = pages;
    this.clock = clock;
    this.metrics = metrics;
    this.drain = drain;
    this.archive = archive;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Never completes exceptionally. */
  CompletionStage<HttpResponse> handle(HttpRequest request) {
    long start = System.nanoTime();
    var segments = new ArrayList<String>();
    request.getUri().pathSegments().forEach(segments::add);
    var allowed = new ArrayList<String>();
    for (var endpoint : endpoints) {
      var variables = endpoint.match(segments);
      if (variables.isPresent()) {
        if (accepts(endpoint.method(), request.method())) {
          return ask(endpoint, variables.get(), request)
              .exceptionally(failure -> Problem.of(failure).response())
              .thenApply(response -> compressed(request, response))
              .whenComplete((response, _) -> count(endpoint, response, start));
        }
        allowed.add(endpoint.method().name());
      }
    }
    drain.accept(request);
    if (allowed.isEmpty()) {
      var page = pages.answer(request, segments);
      if (page.isPresent()) {
        return CompletableFuture.completedFuture(page.get());
      }
    }
    return CompletableFuture.completedFuture(
        (allowed.isEmpty() ? Problem.routeUnknown() : Problem.methodNotAllowed(allowed))
            .response());
  }

  private CompletionStage<HttpResponse> ask(
      Endpoint endpoint, Map<String, String> variables, HttpRequest request) {
    try {
      requireAcceptable(endpoint, request);
      return endpoint
          .handler()
          .handle(
              new Inquiry(
                  request,
                  variables,
                  Parameters.of(request, endpoint.parameters(), clock.instant(), archive)));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** A HEAD is a GET whose body the server leaves out. */
  private static boolean accepts(HttpMethod served, HttpMethod asked) {
    return served.equals(asked)
        || (served.equals(HttpMethods.GET) && asked.equals(HttpMethods.HEAD));
  }

  private static void requireAcceptable(Endpoint endpoint, HttpRequest request) {
    var accept = request.getHeader(Accept.class);
    if (accept.isEmpty()) {
      return;
    }
    var slash = endpoint.produces().indexOf('/');
    MediaType served =
        MediaTypes.lookup(
                endpoint.produces().substring(0, slash), endpoint.produces().substring(slash + 1))
            .orElseGet(() -> MediaTypes.custom(endpoint.produces(), false, true));
    for (var range : accept.get().getMediaRanges()) {
      if (range.qValue() > 0 && range.matches(served)) {
        return;
      }
    }
    throw new ProblemException(Problem.notAcceptable(endpoint.produces()));
  }

  private static HttpResponse compressed(HttpRequest request, HttpResponse response) {
    boolean wanted =
        request
            .getHeader("Accept-Encoding")
            .map(header -> header.value().toLowerCase(Locale.ROOT))
            .filter(value -> value.contains("gzip") && !value.contains("gzip;q=0"))
            .isPresent();
    return wanted
            && response.entity() instanceof HttpEntity.Strict strict
            && strict.getData().size() >= WORTH_COMPRESSING
        ? Coder.GzipLevel1.encodeMessage(response)
        : response;
  }

  private void count(Endpoint endpoint, HttpResponse response, long start) {
    metrics
        .timer(
            "traversion.http.requests",
            "method",
            endpoint.method().name(),
            "route",
            endpoint.template(),
            "status",
            Integer.toString(response.status().intValue()))
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }
}
