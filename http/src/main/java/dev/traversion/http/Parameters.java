package dev.traversion.http;

import akka.http.javadsl.model.HttpRequest;
import dev.traversion.http.json.Contents;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.model.time.TimeExpression;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query parameters of a request, read strictly: a value that is wrong, or a name that means
 * nothing, is a problem that says so, never a default taken in silence. One request has one now.
 */
final class Parameters {
  private static final int DEFAULT_LIMIT = 100;
  private static final int LONGEST_CURSOR = 4_096;
  private static final String DEFAULT_FROM = "-15m";
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Instant now;
  private final Optional<ArchiveWindow> archive;

  private Parameters(Instant now, Optional<ArchiveWindow> archive) {
    this.now = now;
    this.archive = archive;
  }

  /** A span of time; {@code from} is in it, {@code to} is not. */
  record Window(long fromNanos, long toNanos) {}

  /**
   * @param known the names that mean something
   * @param archive the only time that can be asked about, if it is an archive that is asked
   * @throws ProblemException if there is another
   */
  static Parameters of(
      HttpRequest request, Iterable<String> known, Instant now, Optional<ArchiveWindow> archive) {
    var parameters = new Parameters(now, archive);
    known.forEach(name -> parameters.values.put(name, List.of()));
    for (var pair : request.getUri().query().toList()) {
      var before = parameters.values.get(pair.first());
      if (before == null) {
        throw new ProblemException(Problem.parameterUnknown(pair.first(), known));
      }
      var all = new ArrayList<>(before);
      all.add(pair.second());
      parameters.values.put(pair.first(), all);
    }
    return parameters;
  }

  /** The only value of a parameter. */
  Optional<String> one(String name) {
    var given = all(name);
    if (given.size() > 1) {
      throw invalid(name, "is given more than once");
    }
    return given.stream().findFirst();
  }

  /** The only value of a parameter, which may not be empty. */
  Optional<String> text(String name) {
    var given = one(name);
    if (given.isPresent() && given.get().isEmpty()) {
      throw invalid(name, "is empty");
    }
    return given;
  }

  /** Every value of a parameter that may be repeated. */
  List<String> all(String name) {
    var given = values.get(name);
    if (given == null) {
      throw new IllegalArgumentException("not declared: " + name);
    }
    return given;
  }

  /** Every value of a parameter that may be repeated or hold several, separated by commas. */
  List<String> separated(String name) {
    return all(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** The instant {@code at}, now when not given. */
  long at() {
    return instant("at", "now");
  }

  /**
   * The instant of a parameter, in nanoseconds since the epoch.
   *
   * @param otherwise taken when there is none; in an archive, the nearest that it knows of
   */
  long instant(String name, String otherwise) {
    var given = one(name);
    long nanos = parsed(name, given.orElse(otherwise), this::nanos);
    if (archive.isEmpty() || archive.get().contains(nanos)) {
      return nanos;
    }
    if (given.isPresent()) {
      throw new ProblemException(Problem.outsideArchive(name, nanos, archive.get()));
    }
    return archive.get().nearest(nanos);
  }

  /** The window {@code from} to {@code to}, which ends after it starts or just then. */
  Window window() {
    return window(DEFAULT_FROM);
  }

  Window window(String fromOtherwise) {
    var window = new Window(instant("from", fromOtherwise), instant("to", "now"));
    if (window.fromNanos() > window.toNanos()) {
      throw invalid("from", "is after 'to'");
    }
    return window;
  }

  /** A length of time, such as {@code 90s} or {@code 1m30s}, from one millisecond to one hour. */
  long duration(String name, String otherwise) {
    return parsed(
        name,
        text(name).orElse(otherwise),
        text -> {
          var length = Duration.between(TimeExpression.parse("-" + text, now), now);
          if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is not from 1ms to 1h");
          }
          return length.toNanos();
        });
  }

  int limit() {
    return number("limit", DEFAULT_LIMIT, Page.MAX_LIMIT);
  }

  /** A whole number from 1 to {@code most}. */
  int number(String name, int otherwise, int most) {
    return one(name)
        .map(
            text ->
                parsed(
                    name,
                    text,
                    digits -> {
                      int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
                      if (number < 1 || number > most) {
                        throw new IllegalArgumentException(
                            "is not a whole number from 1 to " + most);
                      }
                      return number;
                    }))
        .orElse(otherwise);
  }

  boolean flag(String name) {
    return flag(name, false);
  }

  boolean flag(String name, boolean otherwise) {
    return one(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw invalid(name, "is neither true nor false");
                })
        .orElse(otherwise);
  }

  /** How much of what was recorded inside of events the answer shall carry. */
  Contents contents() {
    return flag("content", true) ? Contents.WHOLE : Contents.BEGINNINGS;
  }

  Optional<String> cursor() {
    var cursor = text("cursor");
    if (cursor.isPresent() && cursor.get().length() > LONGEST_CURSOR) {
      throw invalid("cursor", "is not one that this API gave");
    }
    return cursor;
  }

  /** A value read by {@code parser}, whose complaint becomes a problem that names the parameter. */
  static <T> T parsed(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid(name, String.valueOf(e.getMessage()));
    }
  }

  static ProblemException invalid(String name, String detail) {
    return new ProblemException(Problem.parameterInvalid(name, detail));
  }

  private long nanos(String text) {
    return EpochNanos.of(TimeExpression.parse(text, now));
  }
}
