package dev.traversion.benchmarks.ingest;

/**
 * What the driver sends: requests numbered from 0, each of one instance of one service. Everything
 * that makes a request unlike the others follows from the seed and its number, so that a span id
 * found in the journal tells which request it came in.
 *
 * <p>A round is one request of every service, in order. Its requests share their traces: each trace
 * passes through all services, the server call in one being the child of the client call in the one
 * before.
 *
 * @param services how many services, at most {@value #MAX_SERVICES}
 */
record Load(long seed, int services) {
  /** Spans of one request; the size at which the batch processors of OpenTelemetry's SDKs send. */
  static final int SPANS = 512;

  /** Spans of one trace in one request. */
  static final int SPANS_PER_TRACE = 4;

  static final int TRACES = SPANS / SPANS_PER_TRACE;

  static final int MAX_SERVICES = 64;

  Load {
    if (services < 1 || services > MAX_SERVICES) {
      throw new IllegalArgumentException("services must be in 1.." + MAX_SERVICES);
    }
  }

  int service(long request) {
    return (int) (request % services);
  }

  long round(long request) {
    return request / services;
  }

  long traceIdHigh(long request, int trace) {
    return mix(~seed + round(request) * TRACES + trace);
  }

  long traceIdLow(long request, int trace) {
    return mix(seed ^ (round(request) * TRACES + trace));
  }

  /** Unlike every other span's, since the mixing loses nothing. */
  long spanId(long request, int span) {
    return mix(seed + request * SPANS + span);
  }

  /** The number of a span among all that are sent, {@code request * SPANS + span}. */
  long spanNumber(long spanId) {
    return unmix(spanId) - seed;
  }

  /** Even bits that follow from the id. */
  static long scatter(long id) {
    return mix(id ^ 0x5DEECE66DL);
  }

  /** The finalizer of SplitMix64: a bijection whose outputs look random. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Undoes {@link #mix}: the inverse multipliers, the shifts undone in reverse order. */
  private static long unmix(long mixed) {
    long value = (mixed ^ (mixed >>> 31) ^ (mixed >>> 62)) * 0x319642B2D24D8EC3L;
    value = (value ^ (value >>> 27) ^ (value >>> 54)) * 0x96DE1B173F119089L;
    return value ^ (value >>> 30) ^ (value >>> 60);
  }
}
