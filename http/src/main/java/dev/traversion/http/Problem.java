package dev.traversion.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.traversion.http.json.Json;
import dev.traversion.http.otlp.Body;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.model.search.SearchSyntaxException;
import dev.traversion.recorder.Receipt;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.UnknownServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every error that the API answers with (RFC 9457). Titles are fixed; values go in named members;
 * what nobody expected shows an incident id, and the log tells the rest under that id.
 */
record Problem(Type type, String detail, Consumer<Json> members, List<HttpHeader> headers) {
  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
  private static final Duration SHORTLY = Duration.ofSeconds(1);
  private static final ContentType PROBLEM_JSON =
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8).toContentType();

  /** The kinds of problem. Each has a page {@code docs/problems/SLUG.md}. */
  enum Type {
    ROUTE_UNKNOWN(404, "Nothing is served here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is served here"),
    REQUEST_UNREADABLE(400, "The request is not HTTP as it should be"),
    PARAMETER_INVALID(400, "A parameter is not valid"),
    PARAMETER_UNKNOWN(400, "A parameter is not known here"),
    SEARCH_INVALID(400, "The search cannot be read"),
    SERVICE_UNKNOWN(404, "Nothing is recorded of the service"),
    SERVICE_AMBIGUOUS(409, "Several services bear the name"),
    ENTITY_UNKNOWN(404, "The entity did not exist at the instant"),
    TRACE_UNKNOWN(404, "Nothing is recorded of the trace"),
    OUTSIDE_ARCHIVE(404, "The archive does not hold that time"),
    ARCHIVE_READ_ONLY(405, "An opened archive records nothing"),
    BODY_TOO_LARGE(413, "The body is too large"),
    BODY_LATE(408, "The body did not come in time"),
    BODY_MALFORMED(400, "The body cannot be read"),
    MEDIA_TYPE_UNSUPPORTED(415, "The media type of the body is not taken here"),
    ENCODING_UNSUPPORTED(415, "The content encoding of the body is not taken here"),
    EVENTS_REJECTED(422, "None of the events is acceptable"),
    RECORDER_OVERLOADED(429, "Too much is waiting to be recorded"),
    RECORDER_UNAVAILABLE(503, "Nothing can be recorded at the moment"),
    QUERIES_OVERLOADED(503, "Too many questions are being answered"),
    QUERY_TIMEOUT(503, "The question took too long"),
    LIVE_OVERLOADED(503, "Too many live streams are open"),
    JOURNAL_UNAVAILABLE(503, "The journal does not answer"),
    UNEXPECTED(500, "Something unexpected happened");

    private final int status;
    private final String title;

    Type(int status, String title) {
      this.status = status;
      this.title = title;
    }

    String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Problem routeUnknown() {
    return plain(Type.ROUTE_UNKNOWN, "");
  }

  static Problem pageUnknown(String problem) {
    return with(
        Type.ROUTE_UNKNOWN, "there is no such problem", json -> json.text("problem", problem));
  }

  static Problem methodNotAllowed(List<String> allowed) {
    return new Problem(
        Type.METHOD_NOT_ALLOWED,
        "",
        json -> json.texts("allowed", allowed),
        List.of(RawHeader.create("Allow", String.join(", ", allowed))));
  }

  static Problem notAcceptable(String served) {
    return with(Type.NOT_ACCEPTABLE, "", json -> json.text("served", served));
  }

  static Problem requestUnreadable(String detail) {
    return plain(Type.REQUEST_UNREADABLE, detail);
  }

  static Problem parameterInvalid(String parameter, String detail) {
    return with(Type.PARAMETER_INVALID, detail, json -> json.text("parameter", parameter));
  }

  static Problem parameterUnknown(String parameter, Iterable<String> known) {
    return with(
        Type.PARAMETER_UNKNOWN,
        "",
        json -> json.text("parameter", parameter).texts("known", known));
  }

  static Problem searchInvalid(String parameter, SearchSyntaxException search) {
    return with(
        Type.SEARCH_INVALID,
        String.valueOf(search.getMessage()),
        json ->
            json.text("parameter", parameter)
                .number("column", search.column())
                .text("expected", search.expected()));
  }

  static Problem serviceUnknown(String service) {
    return with(Type.SERVICE_UNKNOWN, "", json -> json.text("service", service));
  }

  static Problem serviceAmbiguous(String service, List<String> candidates) {
    return with(
        Type.SERVICE_AMBIGUOUS,
        "name one of the candidates",
        json -> json.text("service", service).texts("candidates", candidates));
  }

  static Problem entityUnknown(String service, String entity, long atNanos) {
    return with(
        Type.ENTITY_UNKNOWN,
        "",
        json -> json.text("service", service).text("entity", entity).instant("at", atNanos));
  }

  static Problem traceUnknown(String trace) {
    return with(Type.TRACE_UNKNOWN, "", json -> json.text("traceId", trace));
  }

  static Problem outsideArchive(String parameter, long atNanos, ArchiveWindow window) {
    return with(
        Type.OUTSIDE_ARCHIVE,
        "ask about the time from the archive's 'from' to its 'to', or the node that it came from",
        json ->
            json.text("parameter", parameter)
                .instant("asked", atNanos)
                .instant("from", window.fromNanos())
                .instant("to", window.toNanos()));
  }

  static Problem archiveReadOnly() {
    return new Problem(
        Type.ARCHIVE_READ_ONLY,
        "send to a node",
        _ -> {},
        List.of(RawHeader.create("Allow", "GET, HEAD")));
  }

  static Problem mediaTypeUnsupported(List<String> supported) {
    return with(Type.MEDIA_TYPE_UNSUPPORTED, "", json -> json.texts("supported", supported));
  }

  static Problem bodyMalformed(String detail) {
    return plain(Type.BODY_MALFORMED, detail);
  }

  static Problem queriesOverloaded() {
    return later(Type.QUERIES_OVERLOADED, "", SHORTLY);
  }

  static Problem queryTimeout(Duration limit) {
    return with(
        Type.QUERY_TIMEOUT,
        "ask for a smaller window",
        json -> json.number("limitNanos", limit.toNanos()));
  }

  static Problem liveOverloaded() {
    return later(Type.LIVE_OVERLOADED, "", Duration.ofSeconds(10));
  }

  static Problem of(Body.Unreadable body) {
    return switch (body.why()) {
      case TOO_LARGE -> plain(Type.BODY_TOO_LARGE, body.detail());
      case ENCODING_UNSUPPORTED ->
          with(
              Type.ENCODING_UNSUPPORTED,
              body.detail(),
              json -> json.texts("supported", List.of("gzip", "identity")));
      case MALFORMED -> plain(Type.BODY_MALFORMED, body.detail());
      case LATE -> plain(Type.BODY_LATE, body.detail());
      case BUSY -> later(Type.RECORDER_OVERLOADED, body.detail(), SHORTLY);
    };
  }

  static Problem of(Receipt.Refused refused) {
    return later(
        refused.overloaded() ? Type.RECORDER_OVERLOADED : Type.RECORDER_UNAVAILABLE,
        refused.reason(),
        refused.retryAfter());
  }

  static Problem rejected(Receipt.Accepted receipt) {
    return with(
        Type.EVENTS_REJECTED,
        receipt.reason(),
        json -> json.number("rejected", receipt.rejected()));
  }

  /** What a failure means to the one who asked. */
  static Problem of(Throwable failure) {
    return switch (failure) {
      case ProblemException e -> e.problem();
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case UnknownServiceException e -> serviceUnknown(e.service().path());
      case JournalUnavailableException e -> {
        LOG.warn("the journal did not answer a question", e);
        yield later(Type.JOURNAL_UNAVAILABLE, "", SHORTLY);
      }
      case TimeoutException _ -> plain(Type.QUERY_TIMEOUT, "ask for a smaller window");
      default -> {
        var incident = UUID.randomUUID().toString();
        LOG.error("incident {}", incident, failure);
        yield with(
            Type.UNEXPECTED,
            "the node's log tells more under the incident id",
            json -> json.text("incidentId", incident));
      }
    };
  }

  HttpResponse response() {
    var body =
        Json.object(
            json ->
                members.accept(
                    json.text("type", "/problems/" + type.slug())
                        .text("title", type.title)
                        .number("status", type.status)
                        .textIfAny("detail", detail)));
    return HttpResponse.create()
        .withStatus(StatusCodes.get(type.status))
        .withEntity(HttpEntities.create(PROBLEM_JSON, body))
        .addHeaders(headers);
  }

  private static Problem plain(Type type, String detail) {
    return with(type, detail, _ -> {});
  }

  private static Problem with(Type type, String detail, Consumer<Json> members) {
    return new Problem(type, detail, members, List.of());
  }

  private static Problem later(Type type, String detail, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
    return new Problem(
        type,
        detail,
        json -> json.number("retryAfterSeconds", seconds),
        List.of(RawHeader.create("Retry-After", Long.toString(seconds))));
  }
}
