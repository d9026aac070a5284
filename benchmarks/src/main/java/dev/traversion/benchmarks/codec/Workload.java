package dev.traversion.benchmarks.codec;

import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameLimits;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Telemetry twice: as it came, request by request, and cut into the frames of its services.
 *
 * @param requests the events of each request, all services together
 * @param frames as mirrors cut them: by service, up to the sealing limits
 */
record Workload(List<List<Event>> requests, List<List<Event>> frames) {

  long events() {
    return frames.stream().mapToLong(List::size).sum();
  }

  /** Adds up requests. */
  static final class Builder {
    private final int sealEvents;
    private final List<List<Event>> requests = new ArrayList<>();
    private final List<List<Event>> frames = new ArrayList<>();
    private final Map<ServiceId, Open> open = new LinkedHashMap<>();
    private long events;

    private static final class Open {
      final List<Event> events = new ArrayList<>();
      int bytes;
    }

    Builder(int sealEvents) {
      this.sealEvents = sealEvents;
    }

    long events() {
      return events;
    }

    void add(Map<ServiceId, List<Event>> request) {
      var all = new ArrayList<Event>();
      request.forEach(
          (service, some) -> {
            all.addAll(some);
            some.forEach(event -> add(service, event));
          });
      events += all.size();
      requests.add(all);
    }

    private void add(ServiceId service, Event event) {
      var frame = open.computeIfAbsent(service, _ -> new Open());
      frame.events.add(event);
      frame.bytes += FrameCodec.estimateBytes(event);
      if (frame.events.size() >= sealEvents || frame.bytes >= FrameLimits.SEAL_ESTIMATED_BYTES) {
        seal(service);
      }
    }

    /** Ends all open frames, as mirrors do when nothing more comes. */
    void sealAll() {
      List.copyOf(open.keySet()).forEach(this::seal);
    }

    private void seal(ServiceId service) {
      var frame = open.remove(service);
      if (frame != null) {
        frames.add(List.copyOf(frame.events));
      }
    }

    Workload build() {
      sealAll();
      return new Workload(requests, frames);
    }
  }
}
