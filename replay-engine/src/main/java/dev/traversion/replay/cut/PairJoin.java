package dev.traversion.replay.cut;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.SpanContext;
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
  record Seen(ServiceId service, long startNanos, long endNanos, int kind, long draw) {
    boolean isWaitedFor(Seen cause) {
      return kind == Call.KIND_SERVER && cause.kind == Call.KIND_CLIENT;
    }
  }

  private static final int NO_CALL = -1;

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

  void add(ServiceId service, Event event) {
    var wanted = Causes.of(event);
    if (!(event instanceof Call) && wanted.isEmpty()) {
      return;
    }
    var seen = seen(service, event);
    if (event instanceof Call call) {
      causes.putIfAbsent(call.context(), seen);
      var effects = waiting.remove(call.context());
      if (effects != null) {
        effects.forEach(effect -> taker.pair(seen, effect));
      }
    }
    for (var context : wanted) {
      var cause = causes.get(context);
      if (cause == null) {
        var effects = waiting.computeIfAbsent(context, _ -> new ArrayList<>(1));
        if (effects.size() < MOST_WAITING) {
          effects.add(seen);
        }
      } else {
        taker.pair(cause, seen);
      }
    }
  }

  private static Seen seen(ServiceId service, Event event) {
    var id = event.id();
    long draw = (id.high() ^ id.low()) * 0x9E3779B97F4A7C15L;
    return event instanceof Call call
        ? new Seen(service, call.startNanos(), call.endNanos(), call.spanKind(), draw)
        : new Seen(service, event.occurredAtNanos(), event.occurredAtNanos(), NO_CALL, draw);
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
