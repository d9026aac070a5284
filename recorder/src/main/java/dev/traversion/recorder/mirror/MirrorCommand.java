package dev.traversion.recorder.mirror;

import akka.actor.typed.ActorRef;
import dev.traversion.journal.IndexMark;
import dev.traversion.journal.OpenFrames;
import dev.traversion.recorder.Wire;
import java.util.Optional;

/** What a mirror can be asked. */
public sealed interface MirrorCommand {

  /** Journal these events; the answer comes when they are durable, or cannot be. */
  record Observe(EventBatch batch, ActorRef<Outcome> replyTo) implements MirrorCommand, Wire {}

  /** Tell which accepted events the index does not list yet. */
  record ReadOpen(ActorRef<OpenEvents> replyTo) implements MirrorCommand, Wire {}

  /** The answer to {@link ReadOpen}; start and rows are those of an {@link IndexMark}. */
  record OpenEvents(EventBatch batch, long start, long rows) implements Wire {
    OpenFrames.Open told() {
      return new OpenFrames.Open(batch.events(), Optional.of(new IndexMark(start, rows)));
    }
  }

  /** Sent by a mirror to itself, so no outsider can forge it. */
  sealed interface Internal extends MirrorCommand permits ServiceMirror.Note {}
}
