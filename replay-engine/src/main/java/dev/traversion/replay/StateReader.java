package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Folds a mirror's history into its state at an instant: the latest keyframe, every frame that may
 * add to it, and the open frame.
 *
 * <p>A frame may add to a keyframe of instant {@code k} that covers the numbers up to {@code S} if
 * it is not covered, whatever its times (late events for before {@code k} are in such frames), or
 * if it holds events after {@code k}. Of all these, only such frames are read as begin by the
 * instant asked for and hold something that states are made of.
 */
final class StateReader {
  private final FrameReader frames;
  private final FilterCache filters;
  private final Keyframes keyframes;
  private final long windowNanos;

  StateReader(
      FrameReader frames, FilterCache filters, Keyframes keyframes, ReplaySettings settings) {
    this.frames = frames;
    this.filters = filters;
    this.keyframes = keyframes;
    this.windowNanos = settings.vitalsWindow().toNanos();
  }

  /** The state of a mirror at an instant, its open frame included. */
  Fold fold(View view, long atNanos, Missing missing) {
    var keyframe = keyframes.latest(view.mirror(), atNanos);
    view.noteUnlistedGaps(missing, entry -> mayMatter(entry, atNanos));
    return fold(view.frames(), keyframe, atNanos, missing).addAll(view.open());
  }

  /** The state that the listed frames and a keyframe give. */
  Fold fold(MirrorFrames listed, Optional<Keyframe> keyframe, long atNanos, Missing missing) {
    var fold = Fold.upTo(atNanos, windowNanos);
    keyframe.ifPresent(known -> fold.merge(known.state()));
    frames.each(
        adding(listed, keyframe, atNanos),
        missing,
        frame -> {
          var part = Fold.upTo(atNanos, windowNanos);
          Rows.fold(frame, part, missing);
          synchronized (fold) {
            fold.merge(part);
          }
        });
    return fold;
  }

  /** One entity of a mirror at an instant. */
  Optional<EntityState> entity(View view, EntityRef entity, long atNanos, Missing missing) {
    Predicate<FrameEntry> mayHold =
        entry ->
            entry.summary().minOccurredNanos() <= atNanos
                && entry.summary().count(EventKind.ENTITY_CHANGE) > 0;
    view.noteUnlistedGaps(missing, mayHold);
    var keyframe = keyframes.latest(view.mirror(), entity, atNanos);
    var fold = Fold.upTo(atNanos, windowNanos);
    var candidates =
        keyframe
            .map(
                known ->
                    view.frames()
                        .addingTo(
                            known.instantNanos(),
                            known.coveredSequenceNr(),
                            known.uncovered(),
                            atNanos,
                            mayHold))
            .orElseGet(() -> view.frames().occurringIn(Long.MIN_VALUE, atNanos, mayHold));
    frames.each(
        filters.passing(candidates, known -> known.mayHoldEntity(entity)),
        missing,
        frame -> {
          var writes = writes(frame, entity, atNanos, missing);
          synchronized (fold) {
            writes.forEach(fold::put);
          }
        });
    keyframe.flatMap(Keyframes.OfEntity::entity).ifPresent(fold::put);
    for (var event : view.open()) {
      if (event instanceof EntityChange change && change.entity().equals(entity)) {
        fold.add(change);
      }
    }
    return Optional.ofNullable(fold.finish().entities().get(entity));
  }

  private List<FrameEntry> adding(MirrorFrames listed, Optional<Keyframe> keyframe, long atNanos) {
    Predicate<FrameEntry> wanted = entry -> mayMatter(entry, atNanos);
    return keyframe
        .map(
            known ->
                listed.addingTo(
                    known.state().atNanos(),
                    known.coveredSequenceNr(),
                    known.uncovered(),
                    atNanos,
                    wanted))
        .orElseGet(() -> listed.occurringIn(Long.MIN_VALUE, atNanos, wanted));
  }

  /** Whether the state at an instant may depend on a frame. */
  private boolean mayMatter(FrameEntry entry, long atNanos) {
    var summary = entry.summary();
    return summary.minOccurredNanos() <= atNanos
        && (summary.count(EventKind.ENTITY_CHANGE) > 0
            || summary.count(EventKind.CONFIG_CHANGE) > 0
            || summary.count(EventKind.DEPLOYMENT) > 0
            || (summary.count(EventKind.CALL) > 0
                && Fold.isHeld(
                    summary.minOccurredNanos(), summary.maxEndNanos(), atNanos, windowNanos)));
  }

  private static List<EntityState> writes(
      Frame frame, EntityRef entity, long atNanos, Missing missing) {
    var occurred = frame.occurredAtNanos();
    var writes = new ArrayList<EntityState>();
    for (int row : frame.entityRows()) {
      try {
        if (occurred[row] <= atNanos
            && frame.entity(row).equals(entity)
            && frame.event(row) instanceof EntityChange change) {
          writes.add(Fold.entityState(change));
        }
      } catch (DamagedFrameException _) {
        missing.damaged(frame.address());
      }
    }
    return writes;
  }
}
