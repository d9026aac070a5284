package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Documents;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.delivery.Marks;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log records that announce something else than a log line, by their event name: {@code
 * docs/semantic-conventions.md}, "Events". One that breaks its rules is rejected, never kept as
 * something else.
 */
final class Announcements {

  /** The event names with a meaning. */
  enum Kind {
    ENTITY_CHANGE,
    CONFIG_CHANGE,
    DEPLOYMENT,
    SIGNAL
  }

  /** A log record, its attributes read, its body not yet. */
  record Source(
      Origin origin,
      long timeNanos,
      long observedNanos,
      int severityNumber,
      long body,
      Attributes attributes,
      SpanContext context) {}

  /** Says why a record cannot be accepted. */
  private static final class Unacceptable extends Exception {
    private static final long serialVersionUID = 1;

    Unacceptable(String reason) {
      super(reason, null, false, false);
    }
  }

  private final ValueReader values;
  private final Limits limits;
  private final long recordedAtNanos;

  Announcements(ValueReader values, Limits limits, long recordedAtNanos) {
    this.values = values;
    this.limits = limits;
    this.recordedAtNanos = recordedAtNanos;
  }

  /**
   * What an event name announces; null when it is a plain log record.
   *
   * @param eventName the record's own field; where it is empty, the older attribute counts
   */
  static @Nullable Kind named(String eventName, @Nullable Value attribute) {
    var name = eventName;
    if (name.isEmpty() && attribute instanceof Value.Text(var text)) {
      name = text;
    }
    if (!name.startsWith(Conventions.PREFIX)) {
      return null;
    }
    return switch (name) {
      case Conventions.ENTITY_CHANGE -> Kind.ENTITY_CHANGE;
      case Conventions.CONFIG_CHANGE -> Kind.CONFIG_CHANGE;
      case Conventions.DEPLOYMENT -> Kind.DEPLOYMENT;
      case Conventions.SIGNAL -> Kind.SIGNAL;
      default -> null;
    };
  }

  void read(Kind kind, Source log, Delivery delivery, Delivery.Place place) {
    try {
      delivery.accept(
          switch (kind) {
            case ENTITY_CHANGE -> entityChange(log);
            case CONFIG_CHANGE -> configChange(log);
            case DEPLOYMENT -> deployment(log);
            case SIGNAL -> signal(log);
          },
          place);
    } catch (Unacceptable e) {
      delivery.reject(place, String.valueOf(e.getMessage()));
    }
  }

  private EntityChange entityChange(Source log) throws Unacceptable {
    var type = name(log, Conventions.ENTITY_TYPE);
    var key = name(log, Conventions.ENTITY_KEY);
    return new EntityChange(
        log.origin(),
        new EntityRef(type, key),
        newValue(log, Conventions.ENTITY_OPERATION),
        occurredAt(log),
        recordedAtNanos,
        log.context(),
        remaining(log, Set.of()),
        0);
  }

  private ConfigChange configChange(Source log) throws Unacceptable {
    var key = name(log, Conventions.CONFIG_KEY);
    return new ConfigChange(
        log.origin(),
        key,
        newValue(log, Conventions.CONFIG_OPERATION),
        occurredAt(log),
        recordedAtNanos,
        log.context(),
        remaining(log, Set.of()),
        0);
  }

  private Deployment deployment(Source log) throws Unacceptable {
    var version = ownOrResource(log, Conventions.SERVICE_VERSION);
    if (version.isEmpty()) {
      throw new Unacceptable(
          "a deployment needs service.version, as an attribute of its own or of the resource");
    }
    return new Deployment(
        log.origin(),
        version,
        optional(log, Conventions.DEPLOYMENT_PREVIOUS_VERSION),
        optional(log, Conventions.COMMIT),
        ownOrResource(log, Conventions.ENVIRONMENT),
        knownBy(log),
        occurredAt(log),
        recordedAtNanos,
        remaining(
            log, Set.of(Conventions.SERVICE_VERSION, Conventions.COMMIT, Conventions.ENVIRONMENT)),
        0);
  }

  private static Deployment.Source knownBy(Source log) throws Unacceptable {
    var source = optional(log, Conventions.DEPLOYMENT_SOURCE);
    if (source.isEmpty()) {
      return Deployment.Source.OTLP_EVENT;
    }
    for (var known : Deployment.Source.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(source)) {
        return known;
      }
    }
    throw new Unacceptable(
        "%s is '%s'; known: service_version, otlp_event, cdevent"
            .formatted(Conventions.DEPLOYMENT_SOURCE, source));
  }

  private SystemSignal signal(Source log) throws Unacceptable {
    var name = name(log, Conventions.SIGNAL_NAME);
    var body = values.read(log.body(), limits.bodyBytes());
    var attributes = remaining(log, Set.of());
    if (values.wasCut()) {
      attributes = plus(attributes, Marks.TRUNCATED_FIELD + "body", values.originalBytes());
    }
    return new SystemSignal(
        log.origin(),
        name,
        log.severityNumber(),
        body,
        occurredAt(log),
        recordedAtNanos,
        log.context(),
        attributes,
        0);
  }

  private Optional<Document> newValue(Source log, String operationKey) throws Unacceptable {
    var operation = optional(log, operationKey);
    return switch (operation) {
      case "", Conventions.PUT -> Optional.of(document(log));
      case Conventions.DELETE -> Optional.empty();
      default ->
          throw new Unacceptable(
              "%s is '%s'; known: put, delete".formatted(operationKey, operation));
    };
  }

  private Document document(Source log) throws Unacceptable {
    var value = values.read(log.body(), Integer.MAX_VALUE);
    if (values.wasCut()) {
      throw new Unacceptable("the body nests deeper than " + limits.depth());
    }
    boolean truncated =
        log.attributes().get(Conventions.VALUE_TRUNCATED) instanceof Value.Bool(var flag) && flag;
    var format = optional(log, Conventions.VALUE_FORMAT);
    String json;
    switch (format) {
      case "" -> json = Documents.json(value);
      case Conventions.VALUE_FORMAT_JSON -> {
        if (!(value instanceof Value.Text(var text))) {
          throw new Unacceptable(
              Conventions.VALUE_FORMAT + " is 'json', but the body is not a string");
        }
        json = text;
        var fault = truncated ? "" : Documents.fault(json);
        if (!fault.isEmpty()) {
          throw new Unacceptable("the body is not JSON: " + fault);
        }
      }
      default ->
          throw new Unacceptable(
              "%s is '%s'; known: json".formatted(Conventions.VALUE_FORMAT, format));
    }
    if (!truncated) {
      return Documents.limited(json, limits.bodyBytes());
    }
    long size =
        log.attributes().get(Conventions.VALUE_SIZE) instanceof Value.Int(var bytes) ? bytes : 0;
    return Documents.truncated(json, size, limits.bodyBytes());
  }

  private long occurredAt(Source log) {
    if (log.timeNanos() != 0) {
      return log.timeNanos();
    }
    return log.observedNanos() != 0 ? log.observedNanos() : recordedAtNanos;
  }

  /** A text that must be there, and whole: a name that is cut names something else. */
  private String name(Source log, String key) throws Unacceptable {
    var text = optional(log, key);
    if (text.isEmpty()) {
      throw new Unacceptable("attribute " + key + " is missing or empty");
    }
    if (text.length() > limits.keyBytes()) {
      throw new Unacceptable("attribute " + key + " is longer than " + limits.keyBytes());
    }
    return text;
  }

  private static String optional(Source log, String key) throws Unacceptable {
    return text(log.attributes().get(key), key);
  }

  private static String ownOrResource(Source log, String key) throws Unacceptable {
    var own = log.attributes().get(key);
    return text(own != null ? own : log.origin().resource().attributes().get(key), key);
  }

  /** A whole number counts as its digits. */
  private static String text(@Nullable Value value, String key) throws Unacceptable {
    return switch (value) {
      case null -> "";
      case Value.Empty _ -> "";
      case Value.Text(var text) -> text;
      case Value.Int(var number) -> Long.toString(number);
      default -> throw new Unacceptable("attribute " + key + " is not a string");
    };
  }

  /**
   * The attributes that say more than the event's own fields.
   *
   * @param consumed keys whose first value is a field of the event
   */
  private static Attributes remaining(Source log, Set<String> consumed) {
    var all = log.attributes();
    var rest = Attributes.builder(all.size());
    var found = new HashSet<String>();
    for (int i = 0; i < all.size(); i++) {
      var key = all.key(i);
      boolean reserved =
          key.startsWith(Conventions.PREFIX)
              && !key.startsWith(Marks.TRUNCATED)
              && !key.startsWith(Marks.TRUNCATED_FIELD);
      boolean name = key.equals(Conventions.EVENT_NAME);
      if (!reserved && !name && !(consumed.contains(key) && found.add(key))) {
        rest.put(key, all.value(i));
      }
    }
    return rest.build();
  }

  private static Attributes plus(Attributes attributes, String key, long value) {
    var more = Attributes.builder(attributes.size() + 1);
    attributes.forEach(more::put);
    return more.put(key, value).build();
  }
}
