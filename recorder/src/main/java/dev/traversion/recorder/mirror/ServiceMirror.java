package dev.traversion.recorder.mirror;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.util.Collections;

/**
 * The persistent actor that stands for one lane of a production service.
 *
 * <p><b>Group commit.</b> Batches are added to an open frame, which is sealed when it is full or
 * old; persisting it, and then its index row, makes it durable and answers every sender in it.
 * While one frame is being persisted, later batches wait in the actor's stash and then fill the
 * next one, so frames grow with the load. Writing the index row of frame n overlaps with persisting
 * frame n+1.
 *
 * <p><b>Recovery reads the tail, not the history.</b> A mirror folds nothing: the state of the
 * service is the replay engine's work. So Akka's replay is off (only the highest sequence number is
 * read) and {@link JournalTail} reads what matters of the latest frames: ids for recognising
 * redeliveries, versions seen, index rows to repair, holes to report. Start-up does not grow with
 * the length of the history, and a lost frame cannot stop it (ADR 0006).
 *
 * <p><b>Invariants.</b> A sender is told {@code Recorded} only when the frame and its index row are
 * durable. An event enters at most one frame as long as its id is remembered. A sequence number is
 * never given to two frames, even if the store lost the first.
 */
public final class ServiceMirror
    extends EventSourcedBehavior<MirrorCommand, Journaled, ServiceMirror.Tally> {

  /** The sharding key; an entity's id is {@link MirrorId#entityId()}. */
  public static final EntityTypeKey<MirrorCommand> KEY =
      EntityTypeKey.create(MirrorCommand.class, "mirror");

  /**
   * What the actor itself has journaled since it started; all else is in the frames.
   *
   * @param lost markers of lost frames
   */
  record Tally(long frames, long lost) {}

  /** What a mirror tells itself. */
  sealed interface Note extends MirrorCommand.Internal {
    /** The open frame is old enough. */
    record FrameAged() implements Note {}

    record TailRead(JournalTail tail) implements Note {}

    record TailUnreadable(Throwable cause) implements Note {}

    record ReadTailAgain() implements Note {}

    record Indexed(long sequenceNr) implements Note {}

    record IndexFailed(long sequenceNr, Throwable cause) implements Note {}
  }

  private static final BackoffSupervisorStrategy ON_JOURNAL_FAILURE =
      // Recovery reads one number, so a corrupt journal cannot fail it: only an absent store can,
      // and that one is worth waiting for.
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2);

  private static final Duration TAIL_RETRY = Duration.ofSeconds(1);

  private final ActorContext<MirrorCommand> context;
  private final TimerScheduler<MirrorCommand> timers;
  private final MirrorId mirror;
  private final MirrorDependencies outside;
  private final MirrorSettings settings;
  private MirrorSession session;

  /** The behavior of a mirror. */
  public static Behavior<MirrorCommand> create(MirrorId mirror, MirrorDependencies outside) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new ServiceMirror(context, timers, mirror, outside)));
  }

  private ServiceMirror(
      ActorContext<MirrorCommand> context,
      TimerScheduler<MirrorCommand> timers,
      MirrorId mirror,
      MirrorDependencies outside) {
    super(PersistenceId.ofUniqueId(mirror.entityId()), ON_JOURNAL_FAILURE);
    this.context = context;
    this.timers = timers;
    this.mirror = mirror;
    this.outside = outside;
    this.settings = outside.settings();
    this.session = new MirrorSession(mirror, settings, outside.metrics());
  }

  @Override
  public Tally emptyState() {
    return new Tally(0, 0);
  }

  @Override
  public Recovery recovery() {
    return Recovery.disabled();
  }

  @Override
  public EventHandler<Tally, Journaled> eventHandler() {
    return (tally, event) ->
        switch (event) {
          case Journaled.FrameRecorded _ -> new Tally(tally.frames() + 1, tally.lost());
          case Journaled.FrameLost _ -> new Tally(tally.frames(), tally.lost() + 1);
        };
  }

  @Override
  public CommandHandler<MirrorCommand, Journaled, Tally> commandHandler() {
    return this::onCommand;
  }

  @Override
  public SignalHandler<Tally> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), _ -> begin())
        .onSignal(PreRestart.instance(), _ -> session.refuseAll(Outcome.Reason.JOURNAL_UNAVAILABLE))
        .onSignal(PostStop.instance(), _ -> session.refuseAll(Outcome.Reason.JOURNAL_UNAVAILABLE))
        .build();
  }

  /** A restart after a failed write keeps this object, so every start begins with a new session. */
  private void begin() {
    session.refuseAll(Outcome.Reason.JOURNAL_UNAVAILABLE);
    timers.cancelAll();
    session = new MirrorSession(mirror, settings, outside.metrics());
    readTail();
  }

  private void readTail() {
    long highest = lastSequenceNumber(context);
    context.pipeToSelf(
        outside.tails().read(mirror, highest),
        (tail, failure) ->
            failure == null ? new Note.TailRead(tail) : new Note.TailUnreadable(failure));
  }

  private Effect<Journaled, Tally> onCommand(Tally tally, MirrorCommand command) {
    return switch (command) {
      case MirrorCommand.Observe(var batch, var replyTo) -> {
        if (!session.started()) {
          if (session.mayStash()) {
            yield Effect().stash();
          }
          replyTo.tell(new Outcome.Refused(Outcome.Reason.STARTING));
          yield Effect().none();
        }
        var refusal = session.accept(batch, replyTo);
        refusal.ifPresent(reason -> replyTo.tell(new Outcome.Refused(reason)));
        yield sealIfFull();
      }
      case MirrorCommand.ReadOpen(var replyTo) -> {
        if (!session.started()) { // the index may lack rows that the start will repair
          yield session.mayStash() ? Effect().stash() : Effect().none();
        }
        replyTo.tell(session.open());
        yield Effect().none();
      }
      case Note note -> onNote(note);
    };
  }

  private Effect<Journaled, Tally> onNote(Note note) {
    return switch (note) {
      case Note.FrameAged _ -> seal();
      case Note.TailRead(var tail) -> start(tail);
      case Note.TailUnreadable(var cause) -> {
        context
            .getLog()
            .warn("journal tail unreadable, trying again: mirror={}", mirror.entityId(), cause);
        timers.startSingleTimer(new Note.ReadTailAgain(), TAIL_RETRY);
        yield Effect().none();
      }
      case Note.ReadTailAgain _ -> {
        readTail();
        yield Effect().none();
      }
      case Note.Indexed(var sequenceNr) -> {
        session.indexed(sequenceNr).forEach(outside.recorded());
        yield Effect().none();
      }
      case Note.IndexFailed(var sequenceNr, var cause) -> {
        // The frame is in the journal but its row is not: start over, which repairs the row.
        context
            .getLog()
            .warn(
                "index row not written, starting over: mirror={} sequence-nr={}",
                mirror.entityId(),
                sequenceNr,
                cause);
        begin();
        yield Effect().none();
      }
    };
  }

  private Effect<Journaled, Tally> start(JournalTail tail) {
    session.start(tail);
    if (tail.lostBeyondEnd() == 0) {
      return Effect().none().thenUnstashAll();
    }
    return Effect()
        .persist(Collections.<Journaled>nCopies(tail.lostBeyondEnd(), new Journaled.FrameLost()))
        .thenUnstashAll();
  }

  private Effect<Journaled, Tally> sealIfFull() {
    if (session.openFrameIsFull()) {
      return seal();
    }
    if (session.openFrameHasEvents() && !timers.isTimerActive(Note.FrameAged.class)) {
      timers.startSingleTimer(Note.FrameAged.class, new Note.FrameAged(), settings.frameMaxAge());
    }
    return Effect().none();
  }

  private Effect<Journaled, Tally> seal() {
    timers.cancel(Note.FrameAged.class);
    if (!session.started() || !session.openFrameHasEvents()) {
      return Effect().none();
    }
    var frame = session.seal();
    var bytes = FrameCodec.encode(frame.events());
    return Effect()
        .persist(new Journaled.FrameRecorded(bytes))
        .thenRun(
            () -> {
              var entry = session.persisted(frame, lastSequenceNumber(context), bytes.length);
              long sequenceNr = entry.address().sequenceNr();
              context.pipeToSelf(
                  outside.index().write(entry, frame.events()),
                  (_, failure) ->
                      failure == null
                          ? new Note.Indexed(sequenceNr)
                          : new Note.IndexFailed(sequenceNr, failure));
            });
  }
}
