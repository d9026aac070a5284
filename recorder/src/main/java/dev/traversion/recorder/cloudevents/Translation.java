package dev.traversion.recorder.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.recorder.delivery.Delivery;
import dev.traversion.recorder.delivery.Documents;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.delivery.Marks;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes events of the CloudEvents of one delivery. */
final class Translation {
  private static final String ENTITY_CHANGE = "dev.traversion.entity.change";
  private static final String CONFIG_CHANGE = "dev.traversion.config.change";
  private static final String DEPLOYMENT = "dev.traversion.deployment";
  private static final String SIGNAL = "dev.traversion.signal";

  /** Whatever version of the event follows, e.g. {@code .0.2.0} or {@code .0.3.0-draft}. */
  private static final Pattern CDEVENTS_DEPLOYMENT =
      Pattern.compile("dev\\.cdevents\\.service\\.(deployed|upgraded|rolledback)(\\..*)?");

  private static final String SERVICE_EXTENSION = "traversionservice";
  private static final Set<String> CONTEXT_MEMBERS =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "dataschema",
          "data",
          "data_base64",
          SERVICE_EXTENSION);

  /** The members that every CloudEvent has, checked. */
  private record Context(
      Members event, String id, String source, String type, String subject, long occurredAtNanos) {}

  private final Limits limits;
  private final String tenant;
  private final long recordedAtNanos;
  private final Delivery delivery;

  Translation(Limits limits, String tenant, long recordedAtNanos, Delivery delivery) {
    this.limits = limits;
    this.tenant = tenant;
    this.recordedAtNanos = recordedAtNanos;
    this.delivery = delivery;
  }

  void take(JsonNode node, Delivery.Place place) {
    try {
      var context = context(Members.of(node, ""));
      var event =
          switch (context.type()) {
            case ENTITY_CHANGE -> entityChange(context);
            case CONFIG_CHANGE -> configChange(context);
            case DEPLOYMENT -> deployment(context);
            case SIGNAL -> signal(context);
            default ->
                CDEVENTS_DEPLOYMENT.matcher(context.type()).matches()
                    ? cdeventsDeployment(context)
                    : other(context);
          };
      delivery.of(serviceOf(event.origin()));
      delivery.accept(event, place);
    } catch (UnacceptableEventException e) {
      delivery.reject(place, e.reason());
    }
  }

  private Context context(Members event) throws UnacceptableEventException {
    var version = event.required("specversion");
    if (!version.equals("1.0")) {
      throw new UnacceptableEventException("specversion is '" + version + "'; known: 1.0");
    }
    var type = event.name("type", limits.keyBytes());
    long time = time(event.optional("time"));
    return new Context(
        event,
        event.name("id", limits.keyBytes()),
        event.name("source", limits.keyBytes()),
        type,
        event.optional("subject"),
        time);
  }

  private long time(String text) throws UnacceptableEventException {
    if (text.isEmpty()) {
      return recordedAtNanos;
    }
    try {
      return EpochNanos.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw new UnacceptableEventException(
          "time is '" + text + "'; expected RFC 3339, e.g. 2026-01-01T12:00:00Z");
    }
  }

  private Event entityChange(Context context) throws UnacceptableEventException {
    var data = context.event().members("data");
    var entity = data.members("entity");
    return new EntityChange(
        origin(context, data.optional("service")),
        new EntityRef(
            entity.name("type", limits.keyBytes()), entity.name("key", limits.keyBytes())),
        value(data),
        context.occurredAtNanos(),
        recordedAtNanos,
        call(data),
        attributes(context, data).build(),
        0);
  }

  private Event configChange(Context context) throws UnacceptableEventException {
    var data = context.event().members("data");
    return new ConfigChange(
        origin(context, data.optional("service")),
        data.name("key", limits.keyBytes()),
        value(data),
        context.occurredAtNanos(),
        recordedAtNanos,
        call(data),
        attributes(context, data).build(),
        0);
  }

  private Event deployment(Context context) throws UnacceptableEventException {
    var data = context.event().members("data");
    return new Deployment(
        origin(context, data.optional("service")),
        data.name("version", limits.keyBytes()),
        data.optional("previousVersion"),
        data.optional("commit"),
        data.optional("environment"),
        Deployment.Source.CDEVENT,
        context.occurredAtNanos(),
        recordedAtNanos,
        attributes(context, data).build(),
        0);
  }

  private Event signal(Context context) throws UnacceptableEventException {
    var data = context.event().members("data");
    var severity = data.object().path("severity");
    if (!severity.isMissingNode() && !(severity.isInt() && isSeverity(severity.intValue()))) {
      throw new UnacceptableEventException("data.severity is not a whole number from 0 to 24");
    }
    return signal(
        context,
        origin(context, data.optional("service")),
        data.name("name", limits.keyBytes()),
        severity.asInt(0),
        body(data.object().path("body")),
        call(data),
        attributes(context, data));
  }

  private static boolean isSeverity(int number) {
    return number >= 0 && number <= 24;
  }

  private Event cdeventsDeployment(Context context) throws UnacceptableEventException {
    var data = context.event().members("data");
    var subject = data.members("subject");
    var content = subject.members("content");
    var artifact = content.name("artifactId", limits.keyBytes());
    var version = ArtifactVersion.of(artifact);
    if (version.version().isEmpty()) {
      throw new UnacceptableEventException(
          "data.subject.content.artifactId names no version: " + artifact);
    }
    var id = subject.optional("id");
    var attributes = described(context);
    attributes.put("artifact.purl", artifact);
    return new Deployment(
        origin(context, lastSegment(id.isEmpty() ? context.subject() : id)),
        version.version(),
        "",
        version.commit(),
        content.members("environment").optional("id"),
        Deployment.Source.CDEVENT,
        context.event().optional("time").isEmpty()
            ? time(data.members("context").optional("timestamp"))
            : context.occurredAtNanos(),
        recordedAtNanos,
        attributes.build(),
        0);
  }

  /** An event of a type that means nothing to us is kept as a signal, since it may explain. */
  private Event other(Context context) throws UnacceptableEventException {
    return signal(
        context,
        origin(context, ""),
        context.type(),
        0,
        data(context),
        SpanContext.none(),
        described(context));
  }

  private LimitedValue data(Context context) throws UnacceptableEventException {
    var base64 = context.event().optional("data_base64");
    return base64.isEmpty()
        ? body(context.event().object().path("data"))
        : LimitedValue.of(base64(base64), limits.bodyBytes());
  }

  private LimitedValue body(JsonNode json) throws UnacceptableEventException {
    return LimitedValue.of(json, limits.bodyBytes(), limits.depth());
  }

  private Event signal(
      Context context,
      Origin origin,
      String name,
      int severity,
      LimitedValue body,
      SpanContext call,
      Attributes.Builder attributes) {
    if (body.cut()) {
      attributes.put(Marks.TRUNCATED_FIELD + "body", body.originalBytes());
    }
    return new SystemSignal(
        origin,
        name,
        severity,
        body.value(),
        context.occurredAtNanos(),
        recordedAtNanos,
        call,
        attributes.build(),
        0);
  }

  private static byte[] base64(String text) throws UnacceptableEventException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnacceptableEventException("data_base64 is not Base64");
    }
  }

  private Optional<Document> value(Members data) throws UnacceptableEventException {
    var operation = data.optional("operation");
    return switch (operation) {
      case "", "put" -> {
        if (!data.has("value")) {
          throw new UnacceptableEventException("data.value is missing");
        }
        yield Optional.of(
            Documents.limited(data.object().get("value").toString(), limits.bodyBytes()));
      }
      case "delete" -> Optional.empty();
      default ->
          throw new UnacceptableEventException(
              "data.operation is '" + operation + "'; known: put, delete");
    };
  }

  private static SpanContext call(Members data) throws UnacceptableEventException {
    var trace = data.optional("traceId");
    var span = data.optional("spanId");
    try {
      return new SpanContext(
          trace.isEmpty() ? TraceId.none() : TraceId.parse(trace),
          span.isEmpty() ? SpanId.none() : SpanId.parse(span));
    } catch (IllegalArgumentException e) {
      throw new UnacceptableEventException(
          "data.traceId or data.spanId is not 32 or 16 hex digits");
    }
  }

  private Attributes.Builder attributes(Context context, Members data)
      throws UnacceptableEventException {
    var attributes = described(context);
    add(attributes, "", data.members("attributes").object());
    return attributes;
  }

  /** Adds the members of an object as attributes, as many and as much as the limits allow. */
  private void add(Attributes.Builder attributes, String prefix, JsonNode object)
      throws UnacceptableEventException {
    int kept = 0;
    int dropped = 0;
    for (var member : object.properties()) {
      var name = member.getKey();
      if (prefix.isEmpty() ? name.startsWith("traversion.") : CONTEXT_MEMBERS.contains(name)) {
        continue;
      }
      if (kept == limits.attributes() || name.length() > limits.keyBytes()) {
        dropped++;
        continue;
      }
      kept++;
      var key = prefix + name;
      var value = LimitedValue.of(member.getValue(), limits.attributeBytes(), limits.depth());
      attributes.put(key, value.value());
      if (value.cut()) {
        attributes.put(Marks.TRUNCATED + key, value.originalBytes());
      }
    }
    if (dropped > 0) {
      attributes.put(Marks.TRUNCATED_FIELD + "attributes", kept + dropped);
    }
  }

  /** Who said it, and {@code log.record.uid}, by which a redelivery is recognised. */
  private Attributes.Builder described(Context context) throws UnacceptableEventException {
    var attributes =
        Attributes.builder()
            .put("log.record.uid", context.source() + "#" + context.id())
            .put("cloudevents.event_id", context.id())
            .put("cloudevents.event_source", context.source())
            .put("cloudevents.event_spec_version", "1.0")
            .put("cloudevents.event_type", context.type());
    if (!context.subject().isEmpty()) {
      attributes.put("cloudevents.event_subject", context.subject());
    }
    add(attributes, "cloudevents.extension.", context.event().object());
    return attributes;
  }

  /**
   * The service that an event speaks of.
   *
   * @param stated what the data says; empty when it says nothing
   */
  private Origin origin(Context context, String stated) throws UnacceptableEventException {
    var path = context.event().optional(SERVICE_EXTENSION);
    if (path.isEmpty()) {
      path = stated;
    }
    ServiceId service;
    try {
      service =
          path.isEmpty()
              ? new ServiceId(tenant, "", lastSegment(context.source()))
              : ServiceId.parsePath(tenant, path);
    } catch (IllegalArgumentException e) {
      throw new UnacceptableEventException(
          "'%s' does not name a service: %s"
              .formatted(path.isEmpty() ? context.source() : path, e.getMessage()));
    }
    var resource = Attributes.builder(2);
    if (!service.namespace().isEmpty()) {
      resource.put("service.namespace", service.namespace());
    }
    resource.put("service.name", service.name());
    return new Origin(
        new Origin.Resource(resource.build(), 0, ""),
        new Origin.Scope("cloudevents", "", Attributes.none(), 0, ""));
  }

  private ServiceId serviceOf(Origin origin) {
    var attributes = origin.resource().attributes();
    var namespace = attributes.text("service.namespace");
    var name = attributes.text("service.name");
    return new ServiceId(
        tenant, namespace == null ? "" : namespace, name == null ? "unknown_service" : name);
  }

  /** What stands after the last slash, query and fragment left out. */
  private static String lastSegment(String uri) {
    int end = uri.length();
    for (char delimiter : new char[] {'#', '?'}) {
      int at = uri.indexOf(delimiter);
      end = at < 0 ? end : Math.min(end, at);
    }
    while (end > 0 && uri.charAt(end - 1) == '/') {
      end--;
    }
    return uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
  }
}
