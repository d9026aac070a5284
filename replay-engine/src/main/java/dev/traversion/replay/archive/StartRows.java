package dev.traversion.replay.archive;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.Fold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the events that make the state of a mirror at an instant: of each entity, setting and
 * version the latest write, and the calls that vitals and calls in flight are told by. It holds
 * where they are, not what they say: about 150 bytes for each entity.
 */
final class StartRows {
  private static final EventKind[] KINDS = EventKind.values();

  private final long atNanos;
  private final long windowNanos;
  private final Map<EntityRef, Latest> entities = new HashMap<>();
  private final Map<String, Latest> settings = new HashMap<>();
  private final Map<String, Latest> versions = new HashMap<>();
  private final SortedMap<Long, BitSet> calls = new TreeMap<>();

  private record Place(long sequenceNr, int row) {}

  /** The latest writes of one thing: one place, or several that share their time. */
  private static final class Latest {
    private long occurredNanos = Long.MIN_VALUE;
    private List<Place> places = List.of();

    void see(Event event, Place place) {
      long occurred = event.occurredAtNanos();
      if (occurred > occurredNanos || places.isEmpty()) {
        occurredNanos = occurred;
        places = List.of(place);
      } else if (occurred == occurredNanos) {
        // What decides between them is the fold's to know.
        var more = new ArrayList<>(places);
        more.add(place);
        places = more;
      }
    }
  }

  StartRows(long atNanos, long windowNanos) {
    this.atNanos = atNanos;
    this.windowNanos = windowNanos;
  }

  /**
   * Looks at a frame.
   *
   * @throws dev.traversion.model.frame.DamagedFrameException if it is damaged where it matters;
   *     nothing of it has been taken then
   */
  void see(Frame frame) {
    var events = new TreeMap<Integer, Event>();
    var kinds = frame.kinds();
    var occurred = frame.occurredAtNanos();
    for (int row = 0; row < kinds.length; row++) {
      if (occurred[row] <= atNanos && isPartOfState(frame, row, KINDS[kinds[row]], occurred[row])) {
        events.put(row, frame.event(row));
      }
    }
    events.forEach((row, event) -> take(new Place(frame.address().sequenceNr(), row), event));
  }

  private boolean isPartOfState(Frame frame, int row, EventKind kind, long occurred) {
    return switch (kind) {
      case ENTITY_CHANGE, CONFIG_CHANGE, DEPLOYMENT -> true;
      case CALL -> Fold.isHeld(occurred, frame.endNanos()[row], atNanos, windowNanos);
      case LOG, MEASUREMENT, SIGNAL -> false;
    };
  }

  private void take(Place place, Event event) {
    switch (event) {
      case EntityChange change ->
          entities.computeIfAbsent(change.entity(), _ -> new Latest()).see(change, place);
      case ConfigChange change ->
          settings.computeIfAbsent(change.key(), _ -> new Latest()).see(change, place);
      case Deployment deployed ->
          versions.computeIfAbsent(deployed.version(), _ -> new Latest()).see(deployed, place);
      case Call _ -> calls.computeIfAbsent(place.sequenceNr(), _ -> new BitSet()).set(place.row());
      case LogLine _, Measurement _, SystemSignal _ -> {}
    }
  }

  /** The rows that make the state, by the number of their frame. */
  SortedMap<Long, BitSet> rows() {
    var rows = new TreeMap<Long, BitSet>();
    calls.forEach((frame, set) -> rows.put(frame, (BitSet) set.clone()));
    for (var all : List.of(entities.values(), settings.values(), versions.values())) {
      for (var latest : all) {
        for (var place : latest.places) {
          rows.computeIfAbsent(place.sequenceNr(), _ -> new BitSet()).set(place.row());
        }
      }
    }
    return rows;
  }
}
