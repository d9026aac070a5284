package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.LastWrite;
import dev.traversion.replay.keyframe.KeyframePlan;
import dev.traversion.replay.keyframe.Keyframes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a mirror's state at an instant from keyframes, from the frames that these do not cover, and
 * from the open frame. Late events need no care: keyframes cover frames, whatever their times.
 */
final class StateReader {
  private final View.Viewer viewer;
  private final FrameReader frames;
  private final FilterCache filters;
  private final FrameIndex index;
  private final Keyframes keyframes;
  private final long windowNanos;

  StateReader(
      View.Viewer viewer,
      FrameReader frames,
      FilterCache filters,
      FrameIndex index,
      Keyframes keyframes,
      ReplaySettings settings) {
    this.viewer = viewer;
    this.frames = frames;
    this.filters = filters;
    this.index = index;
    this.keyframes = keyframes;
    this.windowNanos = settings.vitalsWindow().toNanos();
  }

  /** The whole state of a mirror. */
  Fold whole(MirrorId mirror, long atNanos, Missing missing) {
    return ask(
        mirror,
        atNanos,
        missing,
        (plan, view) -> {
          var writes = new LastWrites(atNanos, _ -> true);
          var fold = allButEntities(plan, view, atNanos, Optional.of(writes), missing);
          writes.all().forEach(fold::put);
          plan.entities(atNanos, Optional.empty(), Optional.empty()).forEachRemaining(fold::put);
          return fold;
        });
  }

  /** The state of a mirror without its entities, none of which is read. */
  Fold withoutEntities(MirrorId mirror, long atNanos, Missing missing) {
    return ask(
        mirror,
        atNanos,
        missing,
        (plan, view) -> allButEntities(plan, view, atNanos, Optional.empty(), missing));
  }

  /** One entity of a mirror. */
  Optional<EntityState> entity(MirrorId mirror, EntityRef entity, long atNanos, Missing missing) {
    return ask(
        mirror,
        atNanos,
        missing,
        (plan, view) -> {
          var fold = Fold.upTo(atNanos, windowNanos);
          plan.entity(entity, atNanos).ifPresent(fold::put);
          Predicate<FrameEntry> mayHold = entry -> mayHoldEntities(entry, atNanos);
          view.noteUnlistedGaps(missing, mayHold);
          var candidates =
              view.frames().beginningBy(atNanos, plan.covered(), plan.unread(), mayHold);
          var writes = new LastWrites(atNanos, entity::equals);
          take(filters.passing(candidates, known -> known.mayHoldEntity(entity)), writes, missing);
          writes.all().forEach(fold::put);
          view.open().stream()
              .filter(
                  event -> event instanceof EntityChange change && change.entity().equals(entity))
              .forEach(fold::add);
          return Optional.ofNullable(fold.finish().entities().get(entity));
        });
  }

  /** What a question about many entities is asked of: they are read as they are taken. */
  record Wanted(long atNanos, Optional<EntityRef> after, EntityFilter filter) {
    boolean matches(EntityRef entity) {
      return after.map(before -> entity.compareTo(before) > 0).orElse(true)
          && filter.matches(entity);
    }
  }

  /** Uses the entities of a mirror that are wanted, in order, tombstones included. */
  interface Use<T> {
    T of(Iterator<EntityState> entities);
  }

  /**
   * Streams the entities of several mirrors, merged. What is used of the stream is read again from
   * the beginning when a keyframe turns out to be unusable half way.
   */
  <T> T entities(List<MirrorId> mirrors, Wanted wanted, Missing missing, Use<T> use) {
    var open = mirrors.stream().map(mirror -> viewer.open(mirror, missing)).toList();
    return keyframes.answer(
        mirrors,
        wanted.atNanos,
        plans -> {
          var streams = new ArrayList<Iterator<EntityState>>();
          for (int i = 0; i < plans.size(); i++) {
            var plan = plans.get(i);
            var view = viewer.of(mirrors.get(i), open.get(i), plan);
            streams.add(plan.entities(wanted.atNanos, wanted.after, wanted.filter.type()));
            streams.add(recent(plan, view, wanted, missing).values().iterator());
          }
          return use.of(MergedEntities.of(streams));
        });
  }

  /** How many entities of several mirrors together live at an instant, by type. */
  SortedMap<String, Long> livingByType(List<MirrorId> mirrors, long atNanos, Missing missing) {
    var all = new Wanted(atNanos, Optional.empty(), EntityFilter.all());
    if (mirrors.size() == 1) {
      return ask(
          mirrors.getFirst(),
          atNanos,
          missing,
          (plan, view) -> livingByType(plan, recent(plan, view, all, missing), atNanos));
    }
    return entities(
        mirrors,
        all,
        missing,
        entities -> {
          var living = new TreeMap<String, Long>();
          while (entities.hasNext()) {
            var entity = entities.next();
            if (!entity.isDeleted()) {
              living.merge(entity.entity().type(), 1L, Long::sum);
            }
          }
          return living;
        });
  }

  /** The counts of keyframes, corrected by what was written since. */
  private static SortedMap<String, Long> livingByType(
      KeyframePlan plan, SortedMap<EntityRef, EntityState> recent, long atNanos) {
    var living = new TreeMap<>(plan.livingByType(atNanos));
    for (var written : recent.values()) {
      var before = plan.entity(written.entity(), atNanos);
      var last = before.map(known -> LastWrite.ofEntities(known, written)).orElse(written);
      long more = living(Optional.of(last)) - living(before);
      living.merge(written.entity().type(), more, Long::sum);
    }
    living.values().removeIf(count -> count == 0);
    return living;
  }

  /** How many live of an entity that there may be: 1 or 0. */
  static long living(Optional<EntityState> entity) {
    return entity.filter(state -> !state.isDeleted()).isPresent() ? 1 : 0;
  }

  /** The wanted entities that frames outside of keyframes and the open frame tell of. */
  private SortedMap<EntityRef, EntityState> recent(
      KeyframePlan plan, View view, Wanted wanted, Missing missing) {
    var recent = new TreeMap<EntityRef, EntityState>();
    Predicate<FrameEntry> mayHold = entry -> mayHoldEntities(entry, wanted.atNanos);
    view.noteUnlistedGaps(missing, mayHold);
    var writes = new LastWrites(wanted.atNanos, wanted::matches);
    take(
        view.frames().beginningBy(wanted.atNanos, plan.covered(), plan.unread(), mayHold),
        writes,
        missing);
    writes.all().forEach(written -> recent.put(written.entity(), written));
    for (var event : view.open()) {
      if (event instanceof EntityChange change
          && change.occurredAtNanos() <= wanted.atNanos
          && wanted.matches(change.entity())) {
        recent.merge(change.entity(), Fold.entityState(change), LastWrite::ofEntities);
      }
    }
    return recent;
  }

  private interface Question<T> {
    T ask(KeyframePlan plan, View view);
  }

  private <T> T ask(MirrorId mirror, long atNanos, Missing missing, Question<T> question) {
    var open = viewer.open(mirror, missing);
    return keyframes.answer(
        List.of(mirror),
        atNanos,
        plans -> question.ask(plans.getFirst(), viewer.of(mirror, open, plans.getFirst())));
  }

  /**
   * @param writes takes the writes of the same frames; empty where entities are not wanted: their
   *     columns are the largest
   */
  private Fold allButEntities(
      KeyframePlan plan, View view, long atNanos, Optional<LastWrites> writes, Missing missing) {
    var fold = Fold.upTo(atNanos, windowNanos);
    plan.addAllButEntities(fold);
    boolean entitiesToo = writes.isPresent();
    Predicate<FrameEntry> wanted = entry -> mayMatter(entry, atNanos, entitiesToo);
    view.noteUnlistedGaps(missing, wanted);
    var entries = view.frames().beginningBy(atNanos, plan.covered(), plan.unread(), wanted);
    // Most frames of a long history matter for their entities alone.
    var ofMore = new HashSet<Long>();
    for (var entry : entries) {
      if (mayMatter(entry, atNanos, false)) {
        ofMore.add(entry.address().sequenceNr());
      }
    }
    Consumer<Frame> add =
        frame -> {
          if (ofMore.contains(frame.address().sequenceNr())) {
            var part = Fold.upTo(atNanos, windowNanos);
            Rows.foldAllButEntities(frame, part, missing);
            synchronized (fold) {
              fold.merge(part);
            }
          }
          writes.ifPresent(taken -> taken.take(frame, missing));
        };
    frames.each(newestFirst(entries), missing, add);
    frames.foldCalls(
        view.mirror(),
        plan.framesOfCalls(atNanos, windowNanos),
        plan.covered(),
        number -> entry(view.mirror(), number),
        missing,
        fold);
    view.open().stream()
        .filter(event -> entitiesToo || !(event instanceof EntityChange))
        .forEach(fold::add);
    return fold;
  }

  private Optional<FrameEntry> entry(MirrorId mirror, long sequenceNr) {
    return index.read(mirror, sequenceNr, 1).stream()
        .filter(entry -> entry.address().sequenceNr() == sequenceNr)
        .findFirst();
  }

  /** Whether the state at an instant may depend on a frame. */
  private boolean mayMatter(FrameEntry entry, long atNanos, boolean entitiesToo) {
    var summary = entry.summary();
    return summary.minOccurredNanos() <= atNanos
        && ((entitiesToo && summary.count(EventKind.ENTITY_CHANGE) > 0)
            || summary.count(EventKind.CONFIG_CHANGE) > 0
            || summary.count(EventKind.DEPLOYMENT) > 0
            || (summary.count(EventKind.CALL) > 0
                && Fold.isHeld(
                    summary.minOccurredNanos(), summary.maxEndNanos(), atNanos, windowNanos)));
  }

  private static boolean mayHoldEntities(FrameEntry entry, long atNanos) {
    return entry.summary().minOccurredNanos() <= atNanos
        && entry.summary().count(EventKind.ENTITY_CHANGE) > 0;
  }

  private void take(List<FrameEntry> entries, LastWrites writes, Missing missing) {
    frames.each(newestFirst(entries), missing, frame -> writes.take(frame, missing));
  }

  /** So that most writes that were superseded are known to be when they are met. */
  private static List<FrameEntry> newestFirst(List<FrameEntry> ascending) {
    return ascending.reversed();
  }
}
