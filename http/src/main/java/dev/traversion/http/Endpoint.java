package dev.traversion.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One operation: what it is asked with, and who answers. Being data, the endpoints can be compared
 * with the OpenAPI file, and a 405 knows what is allowed.
 *
 * @param template a path whose variable segments are in braces, e.g. {@code /traces/{traceId}}
 * @param parameters the query parameters that it knows
 * @param produces media type of its answer, e.g. {@code application/json}
 */
record Endpoint(
    HttpMethod method, String template, List<String> parameters, String produces, Handler handler) {

  /** Answers. Problems may be thrown, or fail the stage. */
  interface Handler {
    CompletionStage<HttpResponse> handle(Inquiry inquiry);
  }

  /** What is asked. */
  record Inquiry(HttpRequest request, Map<String, String> path, Parameters parameters) {

    /** The decoded segment of a path variable. */
    String variable(String name) {
      var value = path.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no such path variable: " + name);
      }
      return value;
    }
  }

  static Endpoint get(String template, List<String> parameters, Handler handler) {
    return get(template, parameters, "application/json", handler);
  }

  static Endpoint get(String template, List<String> parameters, String produces, Handler handler) {
    return new Endpoint(HttpMethods.GET, template, parameters, produces, handler);
  }

  static Endpoint post(String template, Handler handler) {
    return new Endpoint(HttpMethods.POST, template, List.of(), "application/json", handler);
  }

  /** A handler that answers at once. */
  static Handler atOnce(Function<Inquiry, HttpResponse> answer) {
    return inquiry -> CompletableFuture.completedFuture(answer.apply(inquiry));
  }

  /** The variables of a path that fits the template. */
  Optional<Map<String, String>> match(List<String> segments) {
    var wanted = List.of(template.substring(1).split("/", -1));
    if (wanted.size() != segments.size()) {
      return Optional.empty();
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < wanted.size(); i++) {
      var want = wanted.get(i);
      if (want.startsWith("{")) {
        if (segments.get(i).isEmpty()) {
          return Optional.empty();
        }
        variables.put(want.substring(1, want.length() - 1), segments.get(i));
      } else if (!want.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
