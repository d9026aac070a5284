package dev.traversion.model.frame;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import java.util.ArrayList;
import java.util.List;

/** The events to be encoded, sorted out by kind. */
final class FrameRows {
  final Event[] all;
  final byte[] kinds;
  final List<Call> calls = new ArrayList<>();
  final List<LogLine> logs = new ArrayList<>();
  final List<Measurement> measurements = new ArrayList<>();
  final List<EntityChange> entityChanges = new ArrayList<>();
  final List<Deployment> deployments = new ArrayList<>();
  final List<ConfigChange> configChanges = new ArrayList<>();
  final List<SystemSignal> signals = new ArrayList<>();

  FrameRows(List<? extends Event> events) {
    all = events.toArray(Event[]::new);
    kinds = new byte[all.length];
    for (int row = 0; row < all.length; row++) {
      var event = all[row];
      kinds[row] = (byte) event.kind().ordinal();
      switch (event) {
        case Call call -> calls.add(call);
        case LogLine log -> logs.add(log);
        case Measurement measurement -> measurements.add(measurement);
        case EntityChange change -> entityChanges.add(change);
        case Deployment deployment -> deployments.add(deployment);
        case ConfigChange change -> configChanges.add(change);
        case SystemSignal signal -> signals.add(signal);
      }
    }
  }

  int size() {
    return all.length;
  }

  /** Whether events of this kind carry the call they belong to. */
  static boolean hasContext(int kind) {
    return kind != EventKind.MEASUREMENT.ordinal() && kind != EventKind.DEPLOYMENT.ordinal();
  }
}
