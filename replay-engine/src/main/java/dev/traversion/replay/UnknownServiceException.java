package dev.traversion.replay;

import dev.traversion.model.mirror.ServiceId;

/** Nothing was ever recorded of the service asked for. */
public final class UnknownServiceException extends RuntimeException {
  private final ServiceId service;

  public UnknownServiceException(ServiceId service) {
    super("no such service: " + service.path());
    this.service = service;
  }

  public ServiceId service() {
    return service;
  }
}
