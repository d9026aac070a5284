package dev.traversion.recorder.mirror;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.OpenFrames;
import dev.traversion.model.mirror.MirrorId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The mirrors of the whole cluster, wherever they live. The one place that asks them, and owns the
 * timeout.
 */
public final class Mirrors implements OpenFrames {
  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final Duration recordTimeout;

  private Mirrors(ActorSystem<?> system, ClusterSharding sharding, Duration recordTimeout) {
    this.system = system;
    this.sharding = sharding;
    this.recordTimeout = recordTimeout;
  }

  /**
   * Lets this node host mirrors.
   *
   * @param recordTimeout how long a batch may take to become durable before its sender is told to
   *     try again
   */
  public static Mirrors share(
      ActorSystem<?> system, MirrorDependencies outside, Duration recordTimeout) {
    var sharding = ClusterSharding.get(system);
    sharding.init(
        Entity.of(
            ServiceMirror.KEY,
            entity -> ServiceMirror.create(MirrorId.parse(entity.getEntityId()), outside)));
    return new Mirrors(system, sharding, recordTimeout);
  }

  /** Has events journaled. Fails with a timeout when the mirror does not answer. */
  public CompletionStage<Outcome> record(MirrorId mirror, EventBatch batch) {
    return mirror(mirror).ask(replyTo -> new MirrorCommand.Observe(batch, replyTo), recordTimeout);
  }

  /**
   * Starts mirrors ahead of the first event or question, so that holes are noticed now and the
   * first question need not wait.
   */
  public void wake(List<MirrorId> mirrors) {
    mirrors.forEach(mirror -> mirror(mirror).tell(new MirrorCommand.ReadOpen(system.ignoreRef())));
  }

  @Override
  public Open open(MirrorId mirror, Duration timeout) {
    CompletionStage<MirrorCommand.OpenEvents> answer =
        mirror(mirror).ask(MirrorCommand.ReadOpen::new, timeout);
    try {
      return answer.toCompletableFuture().join().told();
    } catch (CompletionException silent) {
      throw new JournalUnavailableException(
          "the mirror did not tell its open frame: mirror=" + mirror.entityId(), silent);
    }
  }

  private EntityRef<MirrorCommand> mirror(MirrorId mirror) {
    return sharding.entityRefFor(ServiceMirror.KEY, mirror.entityId());
  }
}
