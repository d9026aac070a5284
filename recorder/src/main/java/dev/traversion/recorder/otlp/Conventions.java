package dev.traversion.recorder.otlp;

/** The names of {@code docs/semantic-conventions.md} that OTLP senders and we use. */
final class Conventions {
  static final String PREFIX = "traversion.";

  static final String ENTITY_CHANGE = "traversion.entity.change";
  static final String CONFIG_CHANGE = "traversion.config.change";
  static final String DEPLOYMENT = "traversion.deployment";
  static final String SIGNAL = "traversion.signal";

  static final String ENTITY_TYPE = "traversion.entity.type";
  static final String ENTITY_KEY = "traversion.entity.key";
  static final String ENTITY_OPERATION = "traversion.entity.operation";
  static final String CONFIG_KEY = "traversion.config.key";
  static final String CONFIG_OPERATION = "traversion.config.operation";
  static final String PUT = "put";
  static final String DELETE = "delete";
  static final String VALUE_FORMAT = "traversion.value.format";
  static final String VALUE_FORMAT_JSON = "json";
  static final String VALUE_TRUNCATED = "traversion.value.truncated";
  static final String VALUE_SIZE = "traversion.value.size";
  static final String DEPLOYMENT_PREVIOUS_VERSION = "traversion.deployment.previous_version";
  static final String DEPLOYMENT_SOURCE = "traversion.deployment.source";
  static final String SIGNAL_NAME = "traversion.signal.name";

  static final String REQUEST_BODY = "traversion.request.body";
  static final String RESPONSE_BODY = "traversion.response.body";

  static final String SERVICE_NAME = "service.name";
  static final String SERVICE_NAMESPACE = "service.namespace";
  static final String SERVICE_VERSION = "service.version";
  static final String UNKNOWN_SERVICE = "unknown_service";
  static final String ENVIRONMENT = "deployment.environment.name";
  static final String COMMIT = "vcs.ref.head.revision";
  static final String EVENT_NAME = "event.name";

  private Conventions() {}
}
