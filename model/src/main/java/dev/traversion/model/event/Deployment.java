package dev.traversion.model.event;

import dev.traversion.model.attribute.Attributes;

/**
 * A version of the service began to run.
 *
 * @param version never empty
 * @param previousVersion empty when not known
 * @param commit revision that the version was built from; empty when not known
 * @param environment e.g. {@code production}; empty when not known
 * @param source how we know: {@link Source#SERVICE_VERSION} is inferred from telemetry
 * @param attributes what else the sender said
 * @param ordinal which of the equal deployments of one delivery this is, from 0
 */
public record Deployment(
    Origin origin,
    String version,
    String previousVersion,
    String commit,
    String environment,
    Source source,
    long occurredAtNanos,
    long recordedAtNanos,
    Attributes attributes,
    int ordinal)
    implements Event {

  /** How a deployment became known. The ordinal is stored in frames: append only. */
  public enum Source {
    /** A {@code service.version} not seen before on the service's resource. */
    SERVICE_VERSION,
    /** An OTLP log event that announces it. */
    OTLP_EVENT,
    /** A CloudEvent: CDEvents {@code service.deployed}, {@code service.upgraded} ..., or ours. */
    CDEVENT
  }

  @Override
  public EventId id() {
    return ContentId.of(this);
  }

  @Override
  public EventKind kind() {
    return EventKind.DEPLOYMENT;
  }

  @Override
  public SpanContext context() {
    return SpanContext.none();
  }
}
