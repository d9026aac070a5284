package dev.traversion.recorder.mirror;

import akka.actor.typed.ActorRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameLimits;
import java.util.ArrayList;
import java.util.List;

/** The frame that a mirror is filling, and the senders that wait for it to become durable. */
final class OpenFrame {

  /** A sender, and how much of its batch was known already. */
  record Waiting(ActorRef<Outcome> sender, int redelivered) {}

  private final List<Event> events = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private long bytes;

  void add(Event event, long estimatedBytes) {
    events.add(event);
    bytes += estimatedBytes;
  }

  void await(Waiting sender) {
    waiting.add(sender);
  }

  boolean isFull() {
    return events.size() >= FrameLimits.SEAL_EVENTS || bytes >= FrameLimits.SEAL_ESTIMATED_BYTES;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  List<Event> events() {
    return events;
  }

  List<Waiting> waiting() {
    return waiting;
  }

  /** Estimated bytes of the events. */
  long bytes() {
    return bytes;
  }
}
