package dev.traversion.replay;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.state.Stamp;
import dev.traversion.replay.servicemap.SeenCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a service map needs of one frame. It never changes, since frames do not.
 *
 * @param occurred when every event of the frame occurred, ascending
 * @param whole whether no row was damaged
 */
record SeenFrame(List<SeenCall> calls, List<Deployed> deployments, long[] occurred, boolean whole) {
  private static final int BYTES_PER_CALL = 240;
  private static final int BYTES_PER_FRAME = 256;

  /** A version and the stamp of its deployment. */
  record Deployed(Stamp stamp, String version) {}

  static SeenFrame of(Frame frame, Missing missing) {
    var kinds = frame.kinds();
    var calls = new ArrayList<SeenCall>();
    var deployments = new ArrayList<Deployed>();
    var damage = new Missing();
    for (int row = 0; row < kinds.length; row++) {
      var kind = Rows.kind(kinds[row]);
      if (kind == EventKind.CALL || kind == EventKind.DEPLOYMENT) {
        var event = Rows.event(frame, row, damage);
        if (event != null) {
          take(event, calls, deployments);
        }
      }
    }
    boolean whole = damage.answer(frame).completeness().isWhole();
    if (!whole) {
      missing.damaged(frame.address());
    }
    return new SeenFrame(calls, deployments, ascending(frame.occurredAtNanos().clone()), whole);
  }

  /** What a map needs of events that are not in a frame yet. */
  static SeenFrame of(List<Event> open) {
    var calls = new ArrayList<SeenCall>();
    var deployments = new ArrayList<Deployed>();
    open.forEach(event -> take(event, calls, deployments));
    return new SeenFrame(
        calls,
        deployments,
        ascending(open.stream().mapToLong(Event::occurredAtNanos).toArray()),
        true);
  }

  /** The latest event by an instant. */
  Optional<Long> lastBy(long atNanos) {
    int found = Arrays.binarySearch(occurred, atNanos);
    int index = found >= 0 ? found : -found - 2;
    return index < 0 ? Optional.empty() : Optional.of(occurred[index]);
  }

  /** Bytes held, roughly. */
  int weight() {
    return BYTES_PER_FRAME + calls.size() * BYTES_PER_CALL + occurred.length * Long.BYTES;
  }

  private static void take(Event event, List<SeenCall> calls, List<Deployed> deployments) {
    if (event instanceof Call call) {
      calls.add(SeenCall.of(call));
    } else if (event instanceof Deployment deployment) {
      deployments.add(
          new Deployed(
              new Stamp(deployment.occurredAtNanos(), deployment.id()), deployment.version()));
    }
  }

  private static long[] ascending(long[] times) {
    Arrays.sort(times);
    return times;
  }
}
