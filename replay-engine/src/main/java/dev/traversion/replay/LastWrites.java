package dev.traversion.replay;

import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.LastWrite;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/**
 * Gathers the last write of each entity by an instant. A write older than one already gathered is
 * passed over by its time alone, not decoded: so frames are best taken newest first, though any
 * order gives the same. Thread-safe.
 */
final class LastWrites {
  private final long atNanos;
  private final Predicate<EntityRef> wanted;
  private final ConcurrentMap<EntityRef, EntityState> last = new ConcurrentHashMap<>();

  LastWrites(long atNanos, Predicate<EntityRef> wanted) {
    this.atNanos = atNanos;
    this.wanted = wanted;
  }

  /**
   * Takes the writes of a frame. Damaged ones are left out and noted, as many of them as were
   * superseded: what a frame lacks does not depend on what was read before it.
   */
  void take(Frame frame, Missing missing) {
    var occurred = frame.occurredAtNanos();
    var rows = frame.entityRows();
    boolean checked = false;
    for (int i = rows.length - 1; i >= 0; i--) {
      int row = rows[i];
      if (occurred[row] > atNanos) {
        continue;
      }
      try {
        var entity = frame.entity(row);
        if (!wanted.test(entity)) {
          continue;
        }
        // Damage is of whole columns: one write decoded tells of all.
        if (!checked || mayWin(entity, occurred[row])) {
          take(Fold.entityState((EntityChange) frame.event(row)));
          checked = true;
        }
      } catch (DamagedFrameException _) {
        missing.damaged(frame.address());
      }
    }
  }

  private boolean mayWin(EntityRef entity, long occurredAtNanos) {
    var known = last.get(entity);
    return known == null || known.stamp().occurredAtNanos() <= occurredAtNanos;
  }

  private void take(EntityState written) {
    last.merge(written.entity(), written, LastWrite::ofEntities);
  }

  /** In no particular order. */
  Collection<EntityState> all() {
    return last.values();
  }
}
