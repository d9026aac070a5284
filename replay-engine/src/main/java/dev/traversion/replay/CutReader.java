package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.cut.Causes;
import dev.traversion.replay.cut.ClockReading;
import dev.traversion.replay.cut.Clocks;
import dev.traversion.replay.parallel.InParallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Cuts through the services at one instant, so that no effect is on the near side whose cause is on
 * the far one.
 *
 * <p>Clocks are corrected first; that is a lookup. What then still comes before its cause, by no
 * more than clocks are known to allow around there, is held back: an event is shown once it and all
 * it was caused by have happened. To find these, the calls shortly after the instant are read, and
 * what they caused shortly before it; only where something is known to come before its cause.
 *
 * <p>An event is shown at {@code max(its instant, those of its causes)}, which does not depend on
 * the instant asked for: so a later cut shows all that an earlier one did.
 */
final class CutReader {
  private static final Set<EventKind> PARTS_OF_STATE =
      Collections.unmodifiableSet(
          EnumSet.of(
              EventKind.CALL,
              EventKind.ENTITY_CHANGE,
              EventKind.CONFIG_CHANGE,
              EventKind.DEPLOYMENT));

  /**
   * An event is held back by a chain of causes, each at most a lead after the one before. Chains of
   * more links that all point backwards are not looked for: so an event this many leads before a
   * cut is shown for certain.
   */
  private static final int MOST_LINKS = 64;

  private final View.Viewer viewer;
  private final FrameReader frames;
  private final Clocks clocks;

  CutReader(View.Viewer viewer, FrameReader frames, Clocks clocks) {
    this.viewer = viewer;
    this.frames = frames;
    this.clocks = clocks;
  }

  /** An event near the cut that has causes, or may be one. */
  private record Near(ServiceId service, Event event, List<SpanContext> causes) {}

  ClockReading clock(ServiceId service, long atNanos) {
    return clocks.of(service).reading(atNanos);
  }

  History.Clocking clocking(Set<ServiceId> services) {
    var corrected = clocks.everOff(services);
    var right = new HashSet<>(services);
    right.removeAll(corrected);
    return new History.Clocking(right, corrected);
  }

  /** Reads at once the clocks that tell when events occurred on the common time line. */
  void fetchClocks(List<RecordedEvent> events) {
    clocks.fetch(
        events.stream()
            .map(it -> new Clocks.LocalInstant(it.service(), it.event().occurredAtNanos()))
            .toList());
  }

  long common(ServiceId service, long localNanos) {
    return clocks.of(service).toCommon(localNanos);
  }

  /**
   * @param all the services of the tenant, which may hold causes
   * @param wanted those to cut
   */
  Cut at(
      SortedMap<ServiceId, List<MirrorId>> all,
      Collection<ServiceId> wanted,
      long atNanos,
      Missing missing) {
    long lead = lead(all, atNanos);
    var held = lead == 0 ? new Held() : held(all, atNanos, lead, missing);
    var cuts = new TreeMap<ServiceId, Cut.OfService>();
    for (var service : wanted) {
      cuts.put(service, held.cut(service, clocks.of(service).toLocal(atNanos)));
    }
    return new Cut(cuts);
  }

  /**
   * The cut through one service. The others are read only where something came so shortly before
   * the cut that it may be held back.
   *
   * @param all the services of the tenant, which may hold causes
   */
  Cut.OfService of(RegisteredServices all, ServiceId service, long atNanos, Missing missing) {
    long lead = lead(all.lanes(), atNanos);
    if (lead > 0) {
      var own = new TreeMap<>(Map.of(service, viewer.of(all.of(service), missing)));
      boolean anyMayBeHeld =
          read(own, surelyShownAt(atNanos, lead), atNanos, missing).stream()
              .anyMatch(near -> !near.causes().isEmpty());
      if (anyMayBeHeld) {
        return held(all.lanes(), atNanos, lead, missing).cut(service, localNanos(service, atNanos));
      }
    }
    return Cut.OfService.at(localNanos(service, atNanos));
  }

  /**
   * Whether a cut shows for certain what a service's clock said something occurred at. So it is of
   * all that came long enough before: to tell, nothing is read, and of what came minutes before not
   * even the other services' clocks.
   */
  boolean surelyShows(
      RegisteredServices all, ServiceId service, long occurredAtNanos, long atNanos) {
    long occurred = clocks.of(service).toCommon(occurredAtNanos);
    if (occurred <= surelyShownAt(atNanos, Clocks.MOST_LEAD_NANOS)) {
      return true;
    }
    long lead = lead(all.lanes(), atNanos);
    return lead == 0 || occurred <= surelyShownAt(atNanos, lead);
  }

  private static long surelyShownAt(long atNanos, long lead) {
    return earlier(atNanos, MOST_LINKS * lead);
  }

  /** What a service's clock had said by an instant of the common time line. */
  long localNanos(ServiceId service, long atNanos) {
    return clocks.of(service).toLocal(atNanos);
  }

  /** By how much an effect may come before its cause around an instant, in any service. */
  private long lead(SortedMap<ServiceId, List<MirrorId>> all, long atNanos) {
    clocks.fetch(all.keySet(), atNanos);
    long lead = 0;
    for (var service : all.keySet()) {
      lead = Math.max(lead, clocks.of(service).leadAround(atNanos));
    }
    return lead;
  }

  /** The events of one service that a cut shows, from the first that it holds back on. */
  List<Event> shown(ServiceId service, List<View> views, Cut.OfService cut, Missing missing) {
    var shown = new ArrayList<Event>();
    for (var near : read(service, views, cut.firstHiddenNanos(), cut.localNanos(), missing)) {
      if (!cut.hidden().contains(near.event().id())) {
        shown.add(near.event());
      }
    }
    return shown;
  }

  /** What is held back. */
  private static final class Held {
    private final Map<ServiceId, Map<EventId, Event>> events = new HashMap<>();

    boolean add(Near near) {
      return events
              .computeIfAbsent(near.service(), _ -> new HashMap<>())
              .putIfAbsent(near.event().id(), near.event())
          == null;
    }

    Cut.OfService cut(ServiceId service, long localNanos) {
      var held = events.getOrDefault(service, Map.of());
      long first = Long.MAX_VALUE;
      var entities = new HashMap<EntityRef, Long>();
      for (var event : held.values()) {
        first = Math.min(first, event.occurredAtNanos());
        if (event instanceof EntityChange change) {
          entities.merge(change.entity(), change.occurredAtNanos(), Math::min);
        }
      }
      return new Cut.OfService(localNanos, Set.copyOf(held.keySet()), first, Map.copyOf(entities));
    }
  }

  private Held held(
      SortedMap<ServiceId, List<MirrorId>> all, long atNanos, long lead, Missing missing) {
    var views = new TreeMap<ServiceId, List<View>>();
    all.forEach((service, lanes) -> views.put(service, viewer.of(lanes, missing)));
    var later = new HashSet<SpanContext>();
    for (var near : read(views, atNanos, later(atNanos, lead), missing)) {
      if (near.event() instanceof Call call) {
        later.add(call.context());
      }
    }
    var held = new Held();
    var before = new ArrayList<Near>();
    long to = atNanos;
    boolean more = !later.isEmpty();
    // What is held back holds its own effects back, which may lie before it by the lead again.
    for (int link = 0; more && link < MOST_LINKS; link++) {
      long from = earlier(to, lead);
      before.addAll(read(views, from, to, missing));
      more = holdBack(before, later, held);
      to = from;
    }
    return held;
  }

  /** Holds back what later calls caused, and what that caused. Whether there was any such. */
  private static boolean holdBack(List<Near> before, Set<SpanContext> later, Held held) {
    boolean any = false;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (var near : before) {
        if (near.causes().stream().anyMatch(later::contains) && held.add(near)) {
          changed = true;
          if (near.event() instanceof Call call) {
            later.add(call.context());
          }
        }
      }
      any |= changed;
    }
    return any;
  }

  /** What happened in {@code (from, to]} of the common time line. */
  private List<Near> read(
      SortedMap<ServiceId, List<View>> views, long from, long to, Missing missing) {
    var tasks = new ArrayList<Callable<List<Near>>>();
    views.forEach(
        (service, lanes) -> {
          var clock = clocks.of(service);
          long first = later(clock.toLocal(from), 1);
          long last = clock.toLocal(to);
          if (first <= last) {
            tasks.add(() -> read(service, lanes, first, last, missing));
          }
        });
    return tasks.isEmpty()
        ? List.of()
        : InParallel.all(tasks).stream().flatMap(List::stream).toList();
  }

  /** Parts of the state of one service in {@code first..last} of its own clock. */
  private List<Near> read(
      ServiceId service, List<View> lanes, long first, long last, Missing missing) {
    var found = new ArrayList<Near>();
    for (var view : lanes) {
      frames.eachWithin(
          view.frames().occurringIn(first, last, CutReader::mayMatter),
          view.frames().highest(),
          first,
          last,
          PARTS_OF_STATE,
          missing,
          frame -> {
            var occurred = frame.occurredAtNanos();
            var kinds = frame.kinds();
            for (int row = 0; row < kinds.length; row++) {
              if (occurred[row] >= first
                  && occurred[row] <= last
                  && PARTS_OF_STATE.contains(Rows.kind(kinds[row]))) {
                Optional.ofNullable(Rows.event(frame, row, missing))
                    .ifPresent(event -> add(found, service, event));
              }
            }
          });
      for (var event : view.open()) {
        if (event.occurredAtNanos() >= first
            && event.occurredAtNanos() <= last
            && PARTS_OF_STATE.contains(event.kind())) {
          add(found, service, event);
        }
      }
    }
    return found;
  }

  private static void add(List<Near> found, ServiceId service, Event event) {
    var near = new Near(service, event, Causes.of(event));
    synchronized (found) {
      found.add(near);
    }
  }

  private static boolean mayMatter(FrameEntry entry) {
    return PARTS_OF_STATE.stream().anyMatch(kind -> entry.summary().count(kind) > 0);
  }

  private static long later(long nanos, long by) {
    return nanos > Long.MAX_VALUE - by ? Long.MAX_VALUE : nanos + by;
  }

  private static long earlier(long nanos, long by) {
    return nanos < Long.MIN_VALUE + by ? Long.MIN_VALUE : nanos - by;
  }
}
