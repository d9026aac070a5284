package dev.traversion.replay;

import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.cut.ClockReading;
import dev.traversion.replay.servicemap.ServiceMap;
import dev.traversion.replay.timeline.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that can be asked about the past. Instants are nanoseconds since the epoch: those of
 * states and diffs are of the time line that all services share, whose clocks are corrected for
 * that as far as they are known; those of events, windows and lists are of the services' own clocks
 * ({@code occurredAt}). {@link #clock} and {@link #common} lead from one to the other.
 *
 * <p>Calls block (virtual threads). They throw {@link UnknownServiceException}, {@link
 * dev.traversion.journal.JournalUnavailableException}, and {@link IllegalArgumentException} for a
 * cursor or limit that makes no sense.
 */
public interface History {

  /** How a service's clock stood at an instant of the common time line. */
  default ClockReading clock(ServiceId service, long atNanos) {
    return ClockReading.unknown(atNanos);
  }

  /**
   * The services of a tenant by whether their clocks are corrected somewhere.
   *
   * @param right those whose clocks are taken as they are
   */
  record Clocking(Set<ServiceId> right, Set<ServiceId> corrected) {}

  /** Whose clocks are corrected; nobody's unless an implementation says so. */
  default Clocking clocking(String tenant) {
    return new Clocking(Set.of(), Set.of());
  }

  /** The instant of the common time line at which a service's clock said so. */
  default long common(ServiceId service, long localNanos) {
    return localNanos;
  }

  /** The services of a tenant, by name. */
  Answer<List<ServiceOverview>> services(String tenant);

  /**
   * The state of one service: the fold of all its events by then, but for those that came before
   * something that caused them. The state's own instant is what the service's clock said.
   */
  Answer<ServiceState> rehydrate(ServiceId service, long atNanos);

  /** The state of every service of a tenant at one instant. */
  Answer<Map<ServiceId, ServiceState>> rehydrateAll(String tenant, long atNanos);

  /**
   * The states of all services of a tenant at one instant but for their entities, none of which is
   * read: what is running, its settings, calls and vitals.
   */
  Answer<Map<ServiceId, ServiceState>> situations(String tenant, long atNanos);

  /**
   * What a service was doing at an instant.
   *
   * @param state all of its state but for the entities
   * @param living how many entities lived, by type
   */
  record Situation(ServiceState state, SortedMap<String, Long> living) {}

  /** The state of one service but for its entities, which are only counted. */
  Answer<Situation> situation(ServiceId service, long atNanos);

  /** One entity at an instant; empty when it did not exist yet. A deleted one is a tombstone. */
  Answer<Optional<EntityState>> entity(ServiceId service, EntityRef entity, long atNanos);

  /**
   * The living entities of a service at an instant, in key order.
   *
   * <p>A search that came to the end of its time says so and gives what it found; its next page
   * goes on from there.
   */
  Answer<Page<EntityState>> entities(
      ServiceId service, long atNanos, EntityFilter filter, Optional<String> cursor, int limit);

  /** The changes of one entity with {@code from <= occurredAt < to}, newest first. */
  Answer<Page<EntityChange>> entityHistory(
      ServiceId service,
      EntityRef entity,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit);

  /**
   * How many events of a search there are along its window, bucket by bucket; the order that it
   * asks for does not matter. A search that came to the end of its time says so, and how far it
   * counted.
   */
  Answer<MatchingTimeline> timeline(EventQuery query, int buckets);

  /** Events of a window, each once, in the order asked for. */
  Answer<Page<RecordedEvent>> events(EventQuery query, Optional<String> cursor, int limit);

  /** All calls, log lines and changes of a trace, by {@code occurredAt}, at most {@code limit}. */
  Answer<List<RecordedEvent>> trace(String tenant, TraceId trace, int limit);

  /** What changed in a service from one instant to another (either order). */
  Answer<StateDiff> diff(ServiceId service, long fromNanos, long toNanos);

  /**
   * Counts and latencies per bucket over a window. Where buckets begin at whole buckets of a {@link
   * dev.traversion.replay.timeline.Level}, this takes about as long as there are buckets; elsewhere
   * frames are read at the borders.
   *
   * @param services empty: all of the tenant, added up
   * @param buckets how many, at most {@link Timeline#MAX_BUCKETS}
   */
  Answer<Timeline> timeline(
      String tenant, List<ServiceId> services, long fromNanos, long toNanos, int buckets);

  /** A deployment and the service it was of. */
  record DeployedTo(ServiceId service, Deployment deployment) {}

  /** Deployments of a window, newest first. */
  Answer<Page<DeployedTo>> deployments(
      String tenant,
      List<ServiceId> services,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit);

  /**
   * Who called whom, and how all services fared, in the window that ends at an instant.
   *
   * @param windowNanos positive
   */
  Answer<ServiceMap> map(String tenant, long atNanos, long windowNanos);
}
