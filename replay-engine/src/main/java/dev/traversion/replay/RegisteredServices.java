package dev.traversion.replay;

import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The services of a tenant and their lanes, as the registry listed them at one moment: a question
 * reads them once and goes by that throughout.
 */
record RegisteredServices(SortedMap<ServiceId, List<MirrorId>> lanes) {

  RegisteredServices {
    lanes = Collections.unmodifiableSortedMap(lanes);
  }

  static RegisteredServices of(List<MirrorId> mirrors) {
    var lanes = new TreeMap<ServiceId, List<MirrorId>>();
    for (var mirror : mirrors) {
      lanes.computeIfAbsent(mirror.service(), _ -> new ArrayList<>()).add(mirror);
    }
    return new RegisteredServices(lanes);
  }

  /** The mirrors of all services. */
  List<MirrorId> mirrors() {
    return lanes.values().stream().flatMap(Collection::stream).toList();
  }

  /**
   * The mirrors of one service.
   *
   * @throws UnknownServiceException if it has none
   */
  List<MirrorId> of(ServiceId service) {
    var found = lanes.get(service);
    if (found == null) {
      throw new UnknownServiceException(service);
    }
    return found;
  }

  /**
   * The mirrors of some services; none named means all.
   *
   * @throws UnknownServiceException if one of them has none
   */
  List<MirrorId> of(Set<ServiceId> services) {
    return services.isEmpty()
        ? mirrors()
        : services.stream().flatMap(service -> of(service).stream()).toList();
  }
}
