package dev.traversion.benchmarks.codec;

import dev.traversion.recorder.Intake.Signal;
import java.util.Set;

/** Where the events come from. */
interface Telemetry {
  /**
   * Events of the given signals in order of time.
   *
   * @param enough stop at about so many events
   * @param sealEvents a frame is full at so many events
   */
  Workload read(Set<Signal> signals, long enough, int sealEvents);
}
