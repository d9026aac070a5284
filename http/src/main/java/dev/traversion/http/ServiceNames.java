package dev.traversion.http;

import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.History;
import dev.traversion.replay.ServiceOverview;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the service that a name means: {@code namespace/name}, or a bare {@code name} that is a
 * service without namespace or else the only one of that name.
 */
final class ServiceNames {
  private static final int MOST_SERVICES = 100;

  private final History history;
  private final String tenant;

  ServiceNames(History history, String tenant) {
    this.history = history;
    this.tenant = tenant;
  }

  String tenant() {
    return tenant;
  }

  /** The service that the path names. Blocks. */
  ServiceId ofPath(Inquiry inquiry) {
    return resolve(inquiry.variable("service"));
  }

  /** The services that the parameter {@code service} names; empty: all. Blocks. */
  List<ServiceId> ofParameter(Inquiry inquiry) {
    var names = inquiry.parameters().all("service");
    if (names.size() > MOST_SERVICES) {
      throw Parameters.invalid("service", "is given more than " + MOST_SERVICES + " times");
    }
    return names.stream().map(this::resolve).distinct().toList();
  }

  /**
   * The same, each known to have been recorded: for answers that are under way by the time that it
   * would show. Blocks.
   */
  List<ServiceId> recordedOfParameter(Inquiry inquiry) {
    var named = ofParameter(inquiry);
    if (!named.isEmpty()) {
      var recorded =
          history.services(tenant).value().stream()
              .map(ServiceOverview::service)
              .collect(Collectors.toSet());
      for (var service : named) {
        if (!recorded.contains(service)) {
          throw new ProblemException(Problem.serviceUnknown(service.path()));
        }
      }
    }
    return named;
  }

  private ServiceId resolve(String name) {
    var stated = parse(tenant, name);
    if (!stated.namespace().isEmpty()) {
      return stated;
    }
    var candidates =
        history.services(tenant).value().stream()
            .map(ServiceOverview::service)
            .filter(service -> service.name().equals(stated.name()))
            .toList();
    if (candidates.contains(stated)) {
      return stated;
    }
    return switch (candidates.size()) {
      case 0 -> throw new ProblemException(Problem.serviceUnknown(name));
      case 1 -> candidates.getFirst();
      default ->
          throw new ProblemException(
              Problem.serviceAmbiguous(name, candidates.stream().map(ServiceId::path).toList()));
    };
  }

  static ServiceId parse(String tenant, String name) {
    return Parameters.parsed("service", name, text -> ServiceId.parsePath(tenant, text));
  }
}
