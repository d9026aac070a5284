package dev.traversion.replay.cut;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins events with the calls that caused them, in whatever order they are recorded. Holds so many
 * of each at most, and forgets the oldest. Not thread-safe.
 */
final class PairJoin {

  /** Takes an event and its cause. */
  interface Taker {
    void pair(Seen cause, Seen effect);
  }

  /**
   * What is needed of an event.
   *
   * @param kind a call's kind; {@link #NO_CALL} of what is none
   */
  record Seen(ServiceId service, long startNanos, long endNanos, int kind, Draw draw) {
    boolean isWaitedFor(Seen cause) {
      return kind == Call.KIND_SERVER && cause.kind == Call.KIND_CLIENT;
    }
  }

  private record Waiting(SpanContext cause, Seen effect) {}

  private static final int NO_CALL = -1;
  private static final EventKind[] KINDS = EventKind.values();

  /** Effects of one cause that wait for it. */
  private static final int MOST_WAITING = 256;

  private final Map<SpanContext, Seen> causes;
  private final Map<SpanContext, List<Seen>> waiting;
  private final Taker taker;

  /**
   * @param most how many causes, and how many causes that are waited for, are remembered
   */
  PairJoin(int most, Taker taker) {
    this.causes = bounded(most);
    this.waiting = bounded(most);
    this.taker = taker;
  }

  /**
   * Adds the calls and changes of a frame.
   *
   * @throws dev.traversion.model.frame.DamagedFrameException if it cannot be read; what was read is
   *     added
   */
  void add(ServiceId service, Frame frame) {
    var kinds = frame.kinds();
    var begun = new ArrayList<Waiting>();
    try {
      for (int row = 0; row < kinds.length; row++) {
        switch (KINDS[kinds[row]]) {
          case CALL -> addCall(service, frame, row);
          case ENTITY_CHANGE, CONFIG_CHANGE -> addChange(service, frame, row, begun);
          case LOG, MEASUREMENT, DEPLOYMENT, SIGNAL -> {}
        }
      }
    } finally {
      // What goes on waiting may do so for long, and shall not hold the frame.
      for (var each : begun) {
        if (waiting.containsKey(each.cause())) {
          var _ = each.effect().draw().number();
        }
      }
    }
  }

  private void addCall(ServiceId service, Frame frame, int row) {
    var context = frame.context(row);
    var wanted = Causes.of(frame, row);
    var seen =
        new Seen(
            service,
            frame.occurredAtNanos()[row],
            frame.endNanos()[row],
            frame.spanKind(row),
            Draw.of(EventId.ofCall(context.traceId(), context.spanId())));
    causes.putIfAbsent(context, seen);
    var effects = waiting.remove(context);
    if (effects != null) {
      effects.forEach(effect -> taker.pair(seen, effect));
    }
    for (var cause : wanted) {
      var _ = join(cause, seen);
    }
  }

  private void addChange(ServiceId service, Frame frame, int row, List<Waiting> begun) {
    var wanted = Causes.of(frame, row);
    if (wanted.isEmpty()) {
      return;
    }
    long at = frame.occurredAtNanos()[row];
    var seen = new Seen(service, at, at, NO_CALL, Draw.of(frame, row));
    for (var cause : wanted) {
      if (!join(cause, seen)) {
        begun.add(new Waiting(cause, seen));
      }
    }
  }

  /** Pairs an effect with its cause, or has it wait; tells whether the cause was there. */
  private boolean join(SpanContext context, Seen effect) {
    var cause = causes.get(context);
    if (cause != null) {
      taker.pair(cause, effect);
      return true;
    }
    var effects = waiting.computeIfAbsent(context, _ -> new ArrayList<>(1));
    if (effects.size() < MOST_WAITING) {
      effects.add(effect);
    }
    return false;
  }

  private static <V> Map<SpanContext, V> bounded(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<SpanContext, V> eldest) {
        return size() > most;
      }
    };
  }
}
