package dev.traversion.benchmarks.replay;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.time.EpochNanos;
import java.time.Instant;

/**
 * What a generated history is like. Everything that a question needs to know of it follows from
 * these numbers, so nothing of the history need be remembered to ask about it.
 *
 * @param events in all
 * @param entities that exist in the end, over all services
 * @param frameEvents how many events a frame holds on average; each holds half to one and a half
 *     times as many
 * @param spanNanos how much time the history covers
 */
record Shape(long seed, long events, int services, int entities, int frameEvents, long spanNanos) {
  static final long START_NANOS = EpochNanos.of(Instant.parse("2026-01-01T00:00:00Z"));

  private static final String NAMESPACE = "bench";
  private static final String TYPE = "order";
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  Shape {
    if (services < 1
        || entities < services
        || frameEvents < 2
        || events < frameEvents
        || spanNanos <= 0) {
      throw new IllegalArgumentException(
          "a history has at least a frame of two events, a service, an entity for each, and a day");
    }
  }

  ServiceId service(int number) {
    return ServiceId.of(NAMESPACE, "service-" + number);
  }

  MirrorId mirror(int service) {
    return new MirrorId(service(service), 0);
  }

  /** How busy a service is beside the others: the first is the busiest, none is idle. */
  double weight(int service) {
    return 1.0 / (service + 5);
  }

  /** Of all traffic, the part of a service. */
  double share(int service) {
    double all = 0;
    for (int i = 0; i < services; i++) {
      all += weight(i);
    }
    return weight(service) / all;
  }

  /** The entities that a service comes to own, at least one. */
  int entitiesOf(int service) {
    return Math.max(1, (int) (entities * share(service)));
  }

  /** An entity by its number within its service; one numbered beyond the last never exists. */
  EntityRef entity(int service, long number) {
    return new EntityRef(TYPE, "s" + service + "-" + number);
  }

  /** The trace of the n-th request. */
  TraceId trace(long request) {
    return new TraceId(mix(seed + request), mix(~seed - request) | 1);
  }

  /** Whom the n-th request is for: one of as many customers as there are entities, by chance. */
  String customer(long request) {
    return "c-" + Math.floorMod(mix(seed * 31 + request), (long) entities);
  }

  long endNanos() {
    return START_NANOS + spanNanos;
  }

  /** Spreads a number over all 64 bits; source: Steele et al., SplitMix64's finisher. */
  private static long mix(long number) {
    long z = number * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
