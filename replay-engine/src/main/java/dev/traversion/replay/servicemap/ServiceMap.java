package dev.traversion.replay.servicemap;

import dev.traversion.model.mirror.ServiceId;
import java.util.List;

/**
 * Who called whom in the window before an instant: over calls that ended in {@code (at - window,
 * at]}, and those in flight at the instant.
 *
 * @param services that had a history by then, by name
 * @param outsides what was asked and does not record, by id
 * @param edges by the ids of their ends
 * @param servicesTotal how many there were; the quietest are left out beyond {@link Bounds}
 * @param callsLeftOut whether there were more calls than can be joined; the oldest are left out
 */
public record ServiceMap(
    long atNanos,
    long windowNanos,
    List<ServiceNode> services,
    int servicesTotal,
    List<Party.Outside> outsides,
    int outsidesTotal,
    List<Edge> edges,
    int edgesTotal,
    boolean callsLeftOut) {

  /** How much one map shows at most. */
  public record Bounds(int services, int outsides, int edges) {
    public static Bounds defaults() {
      return new Bounds(300, 200, 2_000);
    }
  }

  /**
   * A service as it stood.
   *
   * @param version that ran; empty when not known
   * @param traffic its inbound calls; all its calls where it has none of these, as in vitals
   * @param entry its inbound calls whose caller is not recorded
   * @param inFlight calls of any kind
   * @param lastOccurredNanos its latest event by the instant
   */
  public record ServiceNode(
      ServiceId service,
      String version,
      Traffic traffic,
      Traffic entry,
      long inFlight,
      long lastOccurredNanos) {}

  /** How something travels. */
  public enum Via {
    /** A request that is waited for. */
    CALL,
    /** A message; what was sent may be received much later, and by several. */
    MESSAGE
  }

  /** What an edge rests on. */
  public enum Standing {
    /** Both ends recorded a call of the same trace, one the cause of the other. */
    OBSERVED,
    /** Only the caller recorded it; whom it asked is taken from what it says of its peer. */
    INFERRED
  }

  /**
   * From a caller to whom it called.
   *
   * @param traffic as the caller saw it where it recorded an outbound call; a message as its
   *     receiver saw it
   * @param inferredCalls of {@code traffic}, those of which only the caller tells
   * @param inFlight calls that had not ended
   */
  public record Edge(
      Party.Recorded from,
      Party to,
      Via via,
      Standing standing,
      Traffic traffic,
      long inferredCalls,
      long inFlight) {}
}
