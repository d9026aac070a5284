package dev.traversion.benchmarks.replay;

import dev.traversion.benchmarks.replay.Requests.Hop;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A history that follows from its seed, in the order in which it would have been recorded.
 *
 * <p>Requests come at even intervals, each for one customer. They enter at one service and are
 * passed on, through three on average and six at most; busy services see more of them. At each, a
 * request is a served call, mostly a log line and a written entity, often a query, and the call
 * onward: about 55 calls, 20 entity changes, 20 log lines and 5 measurements of a hundred events.
 * Half the writes of an entity make a new one until all exist; of the others half are of the
 * thousand that came last. Every service's settings change twenty times a day; it is deployed three
 * times in two days. A service's clock is off by up to 20 ms. {@link Lateness} says what is
 * recorded late.
 *
 * <p>Not thread-safe.
 */
final class GeneratedHistory {
  private static final int MOST_HOPS = 6;
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private static final long MOST_SKEW = 20_000_000L;
  private static final int RECENT = 1_000;

  /** Sends what a mirror would journal. */
  interface Frames {
    void seal(int service, List<Event> frame) throws InterruptedException;
  }

  private record Late(long arrivalNanos, int service, Event event) implements Comparable<Late> {
    @Override
    public int compareTo(Late other) {
      return Long.compare(arrivalNanos, other.arrivalNanos);
    }
  }

  private final Shape shape;
  private final SplittableRandom random;
  private final Requests requests;
  private final Lateness lateness;
  private final Frames frames;
  private final double[] upTo;
  private final long[] skew;
  private final int[] created;
  private final double creating;
  private final List<List<Event>> open = new ArrayList<>();
  private final int[] sealAt;
  private final PriorityQueue<Late> late = new PriorityQueue<>();
  private final long[] kinds = new long[EventKind.values().length];
  private long generated;
  private long lateEvents;
  private long requestsMade;
  private double measurementsOwed;

  /**
   * @param frames takes each frame as it is sealed, those of a service in order
   */
  GeneratedHistory(Shape shape, Frames frames) {
    this.shape = shape;
    this.frames = frames;
    this.random = new SplittableRandom(shape.seed());
    this.requests = new Requests(shape, random.split());
    this.lateness = new Lateness(shape, shape.services() * Requests.INSTANCES, random.split());
    this.upTo = new double[shape.services()];
    this.skew = new long[shape.services()];
    this.created = new int[shape.services()];
    this.sealAt = new int[shape.services()];
    double sum = 0;
    for (int service = 0; service < shape.services(); service++) {
      sum += shape.share(service);
      upTo[service] = sum;
      skew[service] = random.nextLong(-MOST_SKEW, MOST_SKEW + 1);
      open.add(new ArrayList<>());
      sealAt[service] = frameSize();
    }
    // About a fifth of the events are writes; creations are spread over half of the history.
    this.creating = Math.min(1, 10.0 * shape.entities() / shape.events());
  }

  /** Generates all of it. */
  void run() throws InterruptedException {
    long settingsEvery = DAY / (20L * shape.services());
    long deploymentsEvery = 2 * DAY / (3L * shape.services());
    long nextSetting = Shape.START_NANOS + settingsEvery;
    long nextDeployment = Shape.START_NANOS + deploymentsEvery;
    while (generated < shape.events()) {
      long now =
          Shape.START_NANOS + (long) ((double) shape.spanNanos() * generated / shape.events());
      for (; nextSetting <= now; nextSetting += settingsEvery) {
        int service = random.nextInt(shape.services());
        emit(service, requests.setting(service, nextSetting, inTime()));
      }
      for (; nextDeployment <= now; nextDeployment += deploymentsEvery) {
        int service = random.nextInt(shape.services());
        emit(service, requests.deployment(service, nextDeployment, inTime()));
      }
      request(now);
      for (; measurementsOwed >= 1; measurementsOwed--) {
        int service = busy();
        int instance = random.nextInt(Requests.INSTANCES);
        emit(
            service,
            requests.measurement(service, instance, now + skew[service], when(service, instance)));
      }
      deliver(now);
    }
    deliver(Long.MAX_VALUE);
    for (int service = 0; service < shape.services(); service++) {
      if (!open.get(service).isEmpty()) {
        seal(service);
      }
    }
  }

  private void request(long now) throws InterruptedException {
    long number = requestsMade++;
    var trace = shape.trace(number);
    boolean failed = random.nextInt(100) == 0;
    int hops = 1;
    while (hops < MOST_HOPS && random.nextDouble() < 0.68) {
      hops++;
    }
    long start = now;
    // A request is answered from the inside out: each hop lies within the one before.
    long[] durations = new long[hops];
    durations[hops - 1] = requests.duration();
    for (int i = hops - 2; i >= 0; i--) {
      durations[i] = durations[i + 1] + 2_000_000L + requests.duration() / 4;
    }
    @Nullable Hop caller = null;
    for (int i = 0; i < hops; i++) {
      int service = busy();
      int instance = random.nextInt(Requests.INSTANCES);
      var asking = requests.span();
      var hop =
          new Hop(
              number,
              service,
              instance,
              entity(service),
              new SpanContext(trace, requests.span()),
              caller == null ? SpanId.none() : asking,
              start + skew[service],
              start + skew[service] + durations[i],
              failed);
      if (caller != null) {
        // What the caller saw of it is on the caller's clock.
        long off = skew[caller.service()] - skew[service];
        emit(
            caller.service(),
            requests.asked(
                caller,
                new Hop(
                    number,
                    service,
                    instance,
                    hop.entity(),
                    hop.context(),
                    asking,
                    hop.startNanos() + off,
                    hop.endNanos() + off,
                    failed),
                asking,
                when(caller.service(), caller.instance())));
      }
      serve(hop);
      caller = hop;
      start += 1_000_000L;
    }
  }

  private void serve(Hop hop) throws InterruptedException {
    var recorded = when(hop.service(), hop.instance());
    if (random.nextInt(3) == 0) {
      emit(hop.service(), requests.queried(hop, recorded));
    }
    if (random.nextInt(4) > 0) {
      emit(hop.service(), requests.change(hop, recorded));
    }
    if (random.nextInt(4) > 0) {
      emit(hop.service(), requests.line(hop, recorded));
    }
    emit(hop.service(), requests.served(hop, recorded));
  }

  /** A service, the busier ones more often. */
  private int busy() {
    double drawn = random.nextDouble();
    int service = 0;
    while (service < upTo.length - 1 && upTo[service] < drawn) {
      service++;
    }
    return service;
  }

  private long entity(int service) {
    int most = shape.entitiesOf(service);
    if (created[service] == 0 || (created[service] < most && random.nextDouble() < creating)) {
      return created[service]++;
    }
    int recent = Math.min(RECENT, created[service]);
    return random.nextBoolean()
        ? random.nextInt(created[service])
        : created[service] - 1 - random.nextInt(recent);
  }

  /** Exporters send every five seconds, and the way takes a moment. */
  private long sent(long readyNanos) {
    return readyNanos + 50_000_000L + random.nextLong(5 * SECOND);
  }

  private LongUnaryOperator inTime() {
    return this::sent;
  }

  private LongUnaryOperator when(int service, int instance) {
    return ready -> sent(lateness.arrival(service * Requests.INSTANCES + instance, ready));
  }

  private void emit(int service, Event event) throws InterruptedException {
    generated++;
    measurementsOwed += event.kind() == EventKind.MEASUREMENT ? 0 : 0.05 / 0.95;
    kinds[event.kind().ordinal()]++;
    if (event.recordedAtNanos() - event.occurredAtNanos() > 30 * SECOND) {
      lateEvents++;
      late.add(new Late(event.recordedAtNanos(), service, event));
    } else {
      add(service, event);
    }
  }

  private void deliver(long now) throws InterruptedException {
    for (var next = late.peek(); next != null && next.arrivalNanos() <= now; next = late.peek()) {
      late.remove();
      add(next.service(), next.event());
    }
  }

  private void add(int service, Event event) throws InterruptedException {
    open.get(service).add(event);
    if (open.get(service).size() >= sealAt[service]) {
      seal(service);
    }
  }

  private void seal(int service) throws InterruptedException {
    var frame = open.set(service, new ArrayList<>(shape.frameEvents() * 3 / 2));
    sealAt[service] = frameSize();
    frames.seal(service, frame);
  }

  private int frameSize() {
    return shape.frameEvents() / 2 + random.nextInt(shape.frameEvents() + 1);
  }

  /** How many requests there were: their numbers go from 0. */
  long requests() {
    return requestsMade;
  }

  long events() {
    return generated;
  }

  /** Events that arrived half a minute or more after they happened. */
  long lateEvents() {
    return lateEvents;
  }

  long count(EventKind kind) {
    return kinds[kind.ordinal()];
  }
}
