package dev.traversion.recorder.mirror;

import akka.actor.typed.ActorRef;
import dev.traversion.recorder.Wire;

/** What a mirror can be asked. */
public sealed interface MirrorCommand {

  /** Journal these events; the answer comes when they are durable, or cannot be. */
  record Observe(EventBatch batch, ActorRef<Outcome> replyTo) implements MirrorCommand, Wire {}

  /** Tell which accepted events the index does not list yet. */
  record ReadOpen(ActorRef<OpenEvents> replyTo) implements MirrorCommand, Wire {}

  /** The answer to {@link ReadOpen}. */
  record OpenEvents(EventBatch batch) implements Wire {}

  /** Sent by a mirror to itself, so no outsider can forge it. */
  sealed interface Internal extends MirrorCommand permits ServiceMirror.Note {}
}
