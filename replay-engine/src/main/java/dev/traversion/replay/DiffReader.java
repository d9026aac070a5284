package dev.traversion.replay;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.PauseReader.Parts;
import dev.traversion.replay.parallel.InParallel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Reads what differs between two instants of a service. Entities are gone through as they are read;
 * only those are held that may differ: of all that the later instant shows, those that were written
 * after the earlier one, and what a cut holds back. What was last written before is the same at
 * both.
 */
final class DiffReader {
  /** So many entities are looked up one by one rather than by going through all. */
  private static final int FEW = 16;

  private final CutReader cuts;
  private final PauseReader pauses;
  private final long windowNanos;

  DiffReader(CutReader cuts, PauseReader pauses, ReplaySettings settings) {
    this.cuts = cuts;
    this.pauses = pauses;
    this.windowNanos = settings.vitalsWindow().toNanos();
  }

  StateDiff between(
      RegisteredServices all, ServiceId service, long fromNanos, long toNanos, Missing missing) {
    boolean forward = fromNanos <= toNanos;
    var earlier = new Side(service, all, Math.min(fromNanos, toNanos), missing);
    var later = new Side(service, all, Math.max(fromNanos, toNanos), missing);
    // A cut may hold back what an earlier one shows, when it learned of a cause in between.
    var differing = new TreeSet<>(earlier.cut.entities().keySet());
    differing.addAll(later.cut.entities().keySet());
    var after =
        later.entities(entity -> earlier.isBefore(entity) || differing.contains(entity.entity()));
    differing.addAll(after.keySet());
    var before =
        differing.size() <= FEW
            ? earlier.entities(differing)
            : earlier.entities(entity -> differing.contains(entity.entity()));
    var earlierState = earlier.state(before.values());
    var laterState = later.state(after.values());
    return forward
        ? StateDiff.between(earlierState, laterState)
        : StateDiff.between(laterState, earlierState);
  }

  /** One of the two instants. */
  private final class Side {
    private final ServiceId service;
    private final List<MirrorId> lanes;
    private final Cut.OfService cut;
    private final Missing missing;

    Side(ServiceId service, RegisteredServices all, long atNanos, Missing missing) {
      this.service = service;
      this.lanes = all.of(service);
      this.cut = cuts.of(all, service, atNanos, missing);
      this.missing = missing;
    }

    boolean isBefore(EntityState written) {
      return written.stamp().occurredAtNanos() > cut.localNanos();
    }

    SortedMap<EntityRef, EntityState> entities(Predicate<EntityState> wanted) {
      var all = new StateReader.Wanted(cut.localNanos(), Optional.empty(), EntityFilter.all());
      return pauses.entities(
          service,
          lanes,
          all,
          cut,
          missing,
          stream -> {
            var found = new TreeMap<EntityRef, EntityState>();
            while (stream.hasNext()) {
              var entity = stream.next();
              if (wanted.test(entity)) {
                found.put(entity.entity(), entity);
              }
            }
            return found;
          });
    }

    SortedMap<EntityRef, EntityState> entities(Collection<EntityRef> wanted) {
      var found = new TreeMap<EntityRef, EntityState>();
      InParallel.all(
              wanted.stream()
                  .<Callable<Optional<EntityState>>>map(
                      entity -> () -> pauses.entity(service, lanes, entity, cut, missing))
                  .toList())
          .forEach(one -> one.ifPresent(state -> found.put(state.entity(), state)));
      return found;
    }

    ServiceState state(Collection<EntityState> entities) {
      var others = pauses.state(service, lanes, cut, Parts.ALL_BUT_ENTITIES, missing);
      var fold = Fold.upTo(cut.localNanos(), windowNanos).merge(others);
      entities.forEach(fold::put);
      return fold.finish();
    }
  }
}
