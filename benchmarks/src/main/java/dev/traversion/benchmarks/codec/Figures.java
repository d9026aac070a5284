package dev.traversion.benchmarks.codec;

import com.github.luben.zstd.Zstd;
import dev.traversion.benchmarks.Report;
import dev.traversion.journal.filter.TermSet;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.otlp.OtlpEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** Sizes and speeds of one workload. */
final class Figures {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("bench", "codec"), 0), 1);

  private final Workload workload;
  private final double seconds;

  /** CPU time of this thread: what neighbours on a shared machine do must not count. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final List<byte[]> encoded = new ArrayList<>();

  long ours;
  long zstd3;
  long zstd19;
  long requests19;
  long filters;
  double filtersPerSecond;
  double encodePerSecond;
  double timesPerSecond;
  double fullPerSecond;

  /**
   * @param seconds CPU seconds for which each speed is measured, half of it to warm up
   */
  Figures(Workload workload, double seconds) {
    this.workload = workload;
    this.seconds = seconds;
  }

  /** Encodes everything once, and checks that it comes back as it was. */
  void sizes() {
    for (var frame : workload.frames()) {
      var bytes = FrameCodec.encode(frame);
      if (!FrameCodec.open(ADDRESS, bytes).events().equals(frame)) {
        throw new IllegalStateException("a frame came back as something else");
      }
      encoded.add(bytes);
      ours += bytes.length;
      filters += TermSet.of(frame, bytes.length).encode().length;
    }
  }

  /**
   * The same frames as OTLP protobuf, one export request a frame and signal, its events grouped by
   * resource and scope; and the requests as they came, all services together.
   */
  void references() {
    for (var frame : workload.frames()) {
      for (var request : requests(frame)) {
        zstd3 += Zstd.compress(request, 3).length;
        zstd19 += Zstd.compress(request, 19).length;
      }
    }
    for (var events : workload.requests()) {
      for (var request : requests(events)) {
        requests19 += Zstd.compress(request, 19).length;
      }
    }
  }

  private static List<byte[]> requests(List<Event> events) {
    var bySignal = new EnumMap<Signal, List<Event>>(Signal.class);
    for (var event : events) {
      bySignal.computeIfAbsent(OtlpEncoder.signalOf(event), _ -> new ArrayList<>()).add(event);
    }
    var requests = new ArrayList<byte[]>();
    bySignal.forEach((signal, some) -> requests.add(OtlpEncoder.encode(signal, some)));
    return requests;
  }

  void speeds() {
    encodePerSecond =
        eventsPerSecond(
            workload.frames(),
            frame -> {
              sink += FrameCodec.encode(frame).length;
              return frame.size();
            });
    filtersPerSecond =
        eventsPerSecond(
            workload.frames(),
            frame -> {
              sink += TermSet.of(frame, Math.toIntExact(ours / encoded.size())).encode().length;
              return frame.size();
            });
    timesPerSecond =
        eventsPerSecond(encoded, bytes -> timesAndEntities(FrameCodec.open(ADDRESS, bytes)));
    fullPerSecond =
        eventsPerSecond(
            encoded,
            bytes -> {
              List<Event> events = FrameCodec.open(ADDRESS, bytes).events();
              sink += events.hashCode() == 0 ? 1 : 0;
              return events.size();
            });
  }

  /** Keeps the compiler from dropping what nobody looks at. */
  private long sink;

  private int timesAndEntities(Frame frame) {
    sink += frame.kinds()[0] + frame.occurredAtNanos()[0] + frame.recordedAtNanos()[0];
    sink += frame.endNanos()[0];
    for (int row : frame.entityRows()) {
      sink += frame.entity(row).key().length();
    }
    return frame.size();
  }

  private interface Work<T> {
    /** Returns how many events it dealt with. */
    int on(T item);
  }

  /** Goes over all items again and again; the first half of the time is for warming up. */
  private <T> double eventsPerSecond(List<T> items, Work<T> work) {
    run(items, work, seconds / 2);
    return run(items, work, seconds / 2);
  }

  private static <T> double run(List<T> items, Work<T> work, double seconds) {
    long start = CLOCK.getCurrentThreadCpuTime();
    long deadline = System.nanoTime() + (long) (seconds * 10e9);
    long events = 0;
    int at = 0;
    double elapsed;
    do {
      events += work.on(items.get(at));
      at = at + 1 == items.size() ? 0 : at + 1;
      elapsed = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
    } while (elapsed < seconds && System.nanoTime() < deadline);
    return events / elapsed;
  }

  double bytesPerEvent() {
    return ours / (double) Math.max(1, workload.events());
  }

  /** Our bytes by those of OTLP protobuf and zstd -19. */
  double ratioVsZstd19() {
    return ours / (double) zstd19;
  }

  Report report() {
    double events = Math.max(1, workload.events());
    return new Report()
        .put("events", workload.events())
        .put("frames", workload.frames().size())
        .put("encode_events_per_s", Math.round(encodePerSecond))
        .put("decode_times_entities_events_per_s", Math.round(timesPerSecond))
        .put("decode_full_events_per_s", Math.round(fullPerSecond))
        .put("bytes_per_event", bytesPerEvent())
        .put("filters_us_per_event", 1e6 / filtersPerSecond)
        .put("filters_by_frame_bytes", filters / (double) ours)
        .put("zstd3_bytes_per_event", zstd3 / events)
        .put("zstd19_bytes_per_event", zstd19 / events)
        .put("requests_zstd19_bytes_per_event", requests19 / events)
        .put("ratio_vs_zstd3", ours / (double) zstd3)
        .put("ratio_vs_zstd19", ratioVsZstd19())
        .put("ratio_vs_requests_zstd19", ours / (double) requests19);
  }
}
