package dev.traversion.benchmarks.replay;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SpawnProtocol;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.typesafe.config.ConfigFactory;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.recorder.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * What this project is beside plain Akka Persistence, in the same Cassandra: one persistent actor
 * for a service, one journal row an event, its state the latest value of each entity. To know an
 * entity, the actor recovers, which replays the journal from the start. It can be asked about now
 * only, and is given the entity changes only, in CBOR: both to its advantage.
 */
final class AkkaRecovery implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BATCH = 500;

  /** One event, stored by Akka's own CBOR serializer. */
  record EntityWritten(String type, String key, Optional<String> json, long occurredAtNanos)
      implements Wire {}

  private sealed interface Command {}

  private record Write(List<EntityWritten> events, ActorRef<Boolean> replyTo) implements Command {}

  private record Read(String key, ActorRef<Optional<String>> replyTo) implements Command {}

  private record Stop(ActorRef<Boolean> replyTo) implements Command {}

  /** The actor that stands for the service. */
  private static final class PlainMirror
      extends EventSourcedBehavior<Command, EntityWritten, Map<String, String>> {
    PlainMirror(String id) {
      super(PersistenceId.ofUniqueId(id));
    }

    @Override
    public Map<String, String> emptyState() {
      return new HashMap<>();
    }

    @Override
    public CommandHandler<Command, EntityWritten, Map<String, String>> commandHandler() {
      return (state, command) ->
          switch (command) {
            case Write(var events, var replyTo) ->
                Effect().persist(events).thenRun(() -> replyTo.tell(true));
            case Read(var key, var replyTo) -> {
              replyTo.tell(Optional.ofNullable(state.get(key)));
              yield Effect().none();
            }
            case Stop(var replyTo) -> Effect().none().thenRun(() -> replyTo.tell(true)).thenStop();
          };
    }

    @Override
    public EventHandler<Map<String, String>, EntityWritten> eventHandler() {
      return (state, event) -> {
        var key = event.type() + "/" + event.key();
        event.json().ifPresentOrElse(json -> state.put(key, json), () -> state.remove(key));
        return state;
      };
    }
  }

  private final ActorSystem<SpawnProtocol.Command> system;
  private final String id = "plain-" + UUID.randomUUID();

  AkkaRecovery(CassandraConnection connection) {
    var points =
        connection.contactPoints().stream()
            .map(point -> point.getHostString() + ":" + point.getPort())
            .toList();
    var config =
        ConfigFactory.parseMap(
                Map.of(
                    "akka.actor.provider",
                    "local",
                    "datastax-java-driver.basic.contact-points",
                    points,
                    "datastax-java-driver.basic.load-balancing-policy.local-datacenter",
                    connection.datacenter(),
                    // The rows are small here: the driver's own page size.
                    "datastax-java-driver.profiles.akka-persistence-cassandra-profile"
                        + ".basic.request.page-size",
                    5_000))
            .withFallback(ConfigFactory.load());
    this.system = ActorSystem.create(SpawnProtocol.create(), "plain", config);
  }

  /** Journals the changes, each as an event of its own. */
  void journal(List<EntityChange> changes) throws InterruptedException {
    var actor = spawn();
    for (int from = 0; from < changes.size(); from += BATCH) {
      var batch =
          changes.subList(from, Math.min(changes.size(), from + BATCH)).stream()
              .map(
                  change ->
                      new EntityWritten(
                          change.entity().type(),
                          change.entity().key(),
                          change.value().map(document -> document.json()),
                          change.occurredAtNanos()))
              .toList();
      await(
          AskPattern.<Command, Boolean>ask(
              actor, replyTo -> new Write(batch, replyTo), PATIENCE, system.scheduler()));
    }
    stop(actor);
  }

  /** How long it takes from starting the actor, which recovers, to its telling of an entity. */
  Duration recover(EntityRef entity) throws InterruptedException {
    long began = System.nanoTime();
    var actor = spawn();
    await(
        AskPattern.<Command, Optional<String>>ask(
            actor, replyTo -> new Read(entity.toString(), replyTo), PATIENCE, system.scheduler()));
    var taken = Duration.ofNanos(System.nanoTime() - began);
    stop(actor);
    return taken;
  }

  private void stop(ActorRef<Command> actor) throws InterruptedException {
    await(AskPattern.<Command, Boolean>ask(actor, Stop::new, PATIENCE, system.scheduler()));
  }

  private ActorRef<Command> spawn() throws InterruptedException {
    Behavior<Command> behavior = Behaviors.setup(_ -> new PlainMirror(id));
    return await(
        AskPattern.<SpawnProtocol.Command, ActorRef<Command>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, "", Props.empty(), replyTo),
            PATIENCE,
            system.scheduler()));
  }

  private static <T> T await(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("plain Akka Persistence did not answer", e.getCause());
    }
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
