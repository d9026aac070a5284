package dev.traversion.benchmarks.rehydrate;

import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.Answer;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Questions about random instants of a generated history; the same numbers ask the same. */
final class Questions {
  private static final int PAGE = 100;
  private static final int MOST_OF_A_TRACE = 1_000;

  private final GeneratedHistory.Shape shape;
  private final List<TraceId> traces;

  /**
   * @param traces some that the history holds, at least one
   */
  Questions(GeneratedHistory.Shape shape, List<TraceId> traces) {
    this.shape = shape;
    this.traces = List.copyOf(traces);
  }

  private SplittableRandom random(int number) {
    return new SplittableRandom(shape.seed() ^ (0x9E3779B97F4A7C15L * (number + 1)));
  }

  ServiceId service(int number) {
    return shape.service(random(number).nextInt(shape.services()));
  }

  MirrorId mirror(int number) {
    return new MirrorId(service(number), 0);
  }

  /** An instant within the history. */
  long instant(int number) {
    return GeneratedHistory.START_NANOS + random(~number).nextLong(shape.spanNanos());
  }

  ServiceState rehydrate(History history, int number) {
    return whole(history.rehydrate(service(number), instant(number)));
  }

  void rehydrateAll(History history, int number) {
    whole(history.rehydrateAll(ServiceId.DEFAULT_TENANT, instant(number)));
  }

  void entity(History history, int number) {
    int entity = random(number).nextInt(shape.entities());
    whole(
        history.entity(shape.service(shape.owner(entity)), shape.entity(entity), instant(number)));
  }

  /** A page of one service's events from a random instant on. */
  void events(History history, int number) {
    whole(
        history.events(
            new EventQuery(
                ServiceId.DEFAULT_TENANT,
                Set.of(service(number)),
                instant(number),
                shape.endNanos(),
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false),
            Optional.empty(),
            PAGE));
  }

  void trace(History history, int number) {
    var trace = traces.get(random(number).nextInt(traces.size()));
    var found = whole(history.trace(ServiceId.DEFAULT_TENANT, trace, MOST_OF_A_TRACE));
    if (found.isEmpty()) {
      throw new IllegalStateException("a recorded trace was not found: " + trace);
    }
  }

  /** Of the first questions, the numbers of those that history answers unlike the reference. */
  List<Integer> answeredWrongly(History history, FullReplay reference, int count) {
    var wrong = new ArrayList<Integer>();
    for (int number = 0; number < count; number++) {
      var answer = rehydrate(history, number);
      var expected = reference.rehydrate(mirror(number), instant(number));
      if (!answer.equals(expected)) {
        wrong.add(number);
      }
    }
    return wrong;
  }

  private static <T> T whole(Answer<T> answer) {
    if (!answer.completeness().isWhole()) {
      throw new IllegalStateException("an incomplete answer: " + answer.completeness());
    }
    return answer.value();
  }
}
