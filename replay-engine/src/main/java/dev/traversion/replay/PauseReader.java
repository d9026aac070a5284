package dev.traversion.replay;

import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.parallel.InParallel;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/**
 * Reads what a cut shows of a service: the state that its lanes give together, up to what its clock
 * had said, and without what the cut holds back. A write cannot be taken out of a fold, so where
 * something is held back, the fold is of what came before it, and the rest is added.
 */
final class PauseReader {
  private final View.Viewer viewer;
  private final StateReader states;
  private final CutReader cuts;
  private final long windowNanos;

  PauseReader(View.Viewer viewer, StateReader states, CutReader cuts, ReplaySettings settings) {
    this.viewer = viewer;
    this.states = states;
    this.cuts = cuts;
    this.windowNanos = settings.vitalsWindow().toNanos();
  }

  /** Which parts of a state are read. */
  enum Parts {
    ALL,
    ALL_BUT_ENTITIES
  }

  ServiceState state(
      ServiceId service, List<MirrorId> lanes, Cut.OfService cut, Parts parts, Missing missing) {
    if (cut.isPlain()) {
      return folded(lanes, cut.localNanos(), parts, missing);
    }
    var before = folded(lanes, cut.firstHiddenNanos() - 1, parts, missing);
    var fold = Fold.upTo(cut.localNanos(), windowNanos).merge(before);
    for (var event : cuts.shown(service, viewer.of(lanes, missing), cut, missing)) {
      if (parts == Parts.ALL || !(event instanceof EntityChange)) {
        fold.add(event);
      }
    }
    return fold.finish();
  }

  /** How many entities of each type live. */
  SortedMap<String, Long> livingByType(
      ServiceId service, List<MirrorId> lanes, Cut.OfService cut, Missing missing) {
    var living = new TreeMap<>(states.livingByType(lanes, cut.localNanos(), missing));
    var byClockAlone = Cut.OfService.at(cut.localNanos());
    for (var entity : cut.entities().keySet()) {
      long counted = StateReader.living(entity(service, lanes, entity, byClockAlone, missing));
      long shown = StateReader.living(entity(service, lanes, entity, cut, missing));
      living.merge(entity.type(), shown - counted, Long::sum);
    }
    living.values().removeIf(count -> count == 0);
    return living;
  }

  /** One entity. Most were last written so long before that nothing else need be read. */
  Optional<EntityState> entity(
      RegisteredServices all, ServiceId service, EntityRef entity, long atNanos, Missing missing) {
    var lanes = all.of(service);
    var byClockAlone = Cut.OfService.at(cuts.localNanos(service, atNanos));
    var last = entity(service, lanes, entity, byClockAlone, missing);
    boolean sure =
        last.map(write -> cuts.surelyShows(all, service, write.stamp().occurredAtNanos(), atNanos))
            .orElse(true);
    return sure
        ? last
        : entity(service, lanes, entity, cuts.of(all, service, atNanos, missing), missing);
  }

  /** The same; every lane is asked: how many there were may have changed since it was written. */
  Optional<EntityState> entity(
      ServiceId service,
      List<MirrorId> lanes,
      EntityRef entity,
      Cut.OfService cut,
      Missing missing) {
    var firstHidden = Optional.ofNullable(cut.entities().get(entity));
    long until = firstHidden.map(nanos -> nanos - 1).orElse(cut.localNanos());
    var perLane =
        InParallel.all(
            lanes.stream()
                .<Callable<Optional<EntityState>>>map(
                    mirror -> () -> states.entity(mirror, entity, until, missing))
                .toList());
    var fold = Fold.upTo(cut.localNanos(), windowNanos);
    perLane.forEach(found -> found.ifPresent(fold::put));
    if (firstHidden.isPresent()) {
      for (var event : cuts.shown(service, viewer.of(lanes, missing), cut, missing)) {
        if (event instanceof EntityChange change && change.entity().equals(entity)) {
          fold.add(change);
        }
      }
    }
    return Optional.ofNullable(fold.finish().entities().get(entity));
  }

  /** Streams the wanted entities, in order, tombstones included. */
  <T> T entities(
      ServiceId service,
      List<MirrorId> lanes,
      StateReader.Wanted wanted,
      Cut.OfService cut,
      Missing missing,
      StateReader.Use<T> use) {
    var held = cut.entities().keySet();
    if (held.isEmpty()) {
      return states.entities(lanes, wanted, missing, use);
    }
    var shown =
        held.stream()
            .filter(wanted::matches)
            .sorted()
            .flatMap(entity -> entity(service, lanes, entity, cut, missing).stream())
            .toList();
    return states.entities(
        lanes,
        wanted,
        missing,
        folded -> use.of(MergedEntities.of(List.of(without(held, folded), shown.iterator()))));
  }

  private static Iterator<EntityState> without(Set<EntityRef> held, Iterator<EntityState> folded) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(folded, Spliterator.ORDERED), false)
        .filter(entity -> !held.contains(entity.entity()))
        .iterator();
  }

  private ServiceState folded(List<MirrorId> lanes, long atNanos, Parts parts, Missing missing) {
    var folds =
        InParallel.all(
            lanes.stream()
                .<Callable<Fold>>map(mirror -> () -> folded(mirror, atNanos, parts, missing))
                .toList());
    var whole = folds.getFirst();
    folds.subList(1, folds.size()).forEach(whole::merge);
    return whole.finish();
  }

  private Fold folded(MirrorId mirror, long atNanos, Parts parts, Missing missing) {
    return switch (parts) {
      case ALL -> states.whole(mirror, atNanos, missing);
      case ALL_BUT_ENTITIES -> states.withoutEntities(mirror, atNanos, missing);
    };
  }
}
