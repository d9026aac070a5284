package dev.traversion.node;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import dev.traversion.http.ApiServer;
import dev.traversion.journal.cassandra.JournalLayout;
import dev.traversion.recorder.cloudevents.CloudEventsDecoder;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.intake.RecordingIntake;
import dev.traversion.recorder.mirror.JournalTailReader;
import dev.traversion.recorder.mirror.LaneRouting;
import dev.traversion.recorder.mirror.LiveHub;
import dev.traversion.recorder.mirror.MirrorDependencies;
import dev.traversion.recorder.mirror.MirrorSettings;
import dev.traversion.recorder.mirror.Mirrors;
import dev.traversion.recorder.mirror.RecorderMetrics;
import dev.traversion.recorder.otlp.OtlpDecoder;
import dev.traversion.replay.ReplayEngine;
import dev.traversion.replay.ReplaySettings;
import dev.traversion.replay.Sources;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: the store, the actor system, the recorder, the replay engine and the doors, started in
 * that order. What starts last stops first.
 */
final class Node implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** How long requests in flight may take when the node stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** What is read of clocks before what was found is written. */
  private static final int CLOCK_FRAMES_AT_ONCE = 256;

  private final Deque<Runnable> toStop = new ArrayDeque<>();
  private final NodeSettings settings;
  private final Consumer<String> onFailure;
  private volatile boolean closing;
  private NodePorts ports = new NodePorts("", 0, 0, 0, 0, 0);

  private Node(NodeSettings settings, Consumer<String> onFailure) {
    this.settings = settings;
    this.onFailure = onFailure;
  }

  /**
   * Starts a node; returns when its doors are open.
   *
   * @param onFailure told why the node cannot go on, after it was started
   * @throws NodeStartException if it cannot start, with the cure
   */
  static Node start(NodeSettings settings, Consumer<String> onFailure) {
    var node = new Node(settings, onFailure);
    try {
      node.start();
      return node;
    } catch (RuntimeException | Error failure) {
      node.close();
      throw failure;
    }
  }

  @Override
  public String toJson() {
    return ports.toJson();
  }

  @Override
  public String welcome() {
    return ports.welcome();
  }

  private void start() {
    var clock = InstantSource.system();
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    stopping(gcMetrics(metrics));

    var storage = stopping(Storage.open(settings, onFailure));
    var config = storage.configure(settings.config());
    JournalLayout.requireTargetPartitionSize(
        config.getLong("akka.persistence.cassandra.journal.target-partition-size"));

    var system = ActorSystem.<Void>create(Behaviors.empty(), "traversion", config);
    toStop.push(() -> terminate(system));
    joinCluster(system);

    var live = LiveHub.start(system);
    var mirrors = shareMirrors(system, config, storage, live, metrics);
    var limits = Limits.of(config);
    var tenant = settings.api().tenant();
    var intake =
        new RecordingIntake(
            new OtlpDecoder(limits, tenant),
            new CloudEventsDecoder(limits, tenant),
            LaneRouting.of(config),
            mirrors,
            clock);
    var journal = storage.journal();
    mirrors.wake(journal.mirrors().mirrors(tenant));
    var sources =
        new Sources(
            journal.mirrors(),
            journal.index(),
            journal.frames(),
            journal.keyframes(),
            journal.tiles(),
            journal.termRuns(),
            journal.gaps(),
            mirrors,
            journal.clocks());
    var history = new ReplayEngine(sources, ReplaySettings.defaults(), clock);
    BooleanSupplier mine = () -> isLeader(system);
    stopping(
        BackgroundWork.start(
            "keyframes",
            settings.keyframeInterval(),
            mine,
            () -> history.keyframeBuilder().buildDue(tenant).size()));
    stopping(
        BackgroundWork.start(
            "tiles", settings.tileInterval(), mine, () -> history.tileBuilder().buildDue(tenant)));
    stopping(
        BackgroundWork.start(
            "clocks",
            settings.clockInterval(),
            mine,
            CLOCK_FRAMES_AT_ONCE,
            () -> history.clockBuilder().advance(tenant, CLOCK_FRAMES_AT_ONCE)));
    stopping(
        BackgroundWork.start(
            "term-runs",
            settings.keyframeInterval(),
            mine,
            () -> history.termRunBuilder().buildDue(tenant)));

    var health = stopping(new WatchedHealth(journal::answers, () -> isUp(system)));
    var archives = new ArchiveExport(sources, tenant, clock);
    var doors =
        open(
            system,
            new ApiServer.Ports(history, history, archives, intake, live, health, metrics, clock));
    toStop.push(() -> doors.stop(GRACE).toCompletableFuture().join());
    ports =
        new NodePorts(
            settings.api().host(),
            doors.api().getPort(),
            doors.otlpHttp().getPort(),
            doors.otlpGrpc().getPort(),
            storage.bundledPort(),
            storage.bundledPid());
    system
        .getWhenTerminated()
        .thenRun(
            () -> {
              if (!closing) {
                onFailure.accept("the actor system ended by itself");
              }
            });
  }

  private Mirrors shareMirrors(
      ActorSystem<?> system,
      Config config,
      Storage storage,
      LiveHub live,
      PrometheusMeterRegistry metrics) {
    var mirrorSettings = MirrorSettings.of(config);
    var journal = storage.journal();
    var tails =
        new JournalTailReader(
            journal.frames(),
            journal.index(),
            journal.gaps(),
            journal.mirrors(),
            mirrorSettings,
            InstantSource.system(),
            stopping(Executors.newVirtualThreadPerTaskExecutor()));
    return Mirrors.share(
        system,
        new MirrorDependencies(
            mirrorSettings, journal.index(), tails, new RecorderMetrics(metrics), live),
        config.getDuration("traversion.intake.record-timeout"));
  }

  private ApiServer open(ActorSystem<?> system, ApiServer.Ports leadTo) {
    try {
      return ApiServer.start(system, settings.api(), leadTo).toCompletableFuture().join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof ApiServer.CannotBindException taken) {
        throw new NodeStartException(
            String.valueOf(taken.getMessage()),
            "choose other ports with --http-port, --otlp-http-port, --otlp-grpc-port",
            taken);
      }
      throw failure;
    }
  }

  private void joinCluster(ActorSystem<?> system) {
    switch (settings.formation()) {
      case SELF -> {
        var cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
      }
      case SEEDS -> LOG.info("joining the cluster by its seed nodes");
      case BOOTSTRAP -> {
        AkkaManagement.get(system).start();
        ClusterBootstrap.get(system).start();
      }
    }
  }

  private static JvmGcMetrics gcMetrics(PrometheusMeterRegistry metrics) {
    var gc = new JvmGcMetrics();
    gc.bindTo(metrics);
    return gc;
  }

  private static boolean isUp(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }

  private static boolean isLeader(ActorSystem<?> system) {
    var cluster = Cluster.get(system);
    return cluster.selfMember().address().equals(cluster.state().getLeader());
  }

  private static void terminate(ActorSystem<?> system) {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.actorSystemTerminateReason())
        .toCompletableFuture()
        .join();
  }

  private <T extends AutoCloseable> T stopping(T part) {
    toStop.push(
        () -> {
          try {
            part.close();
          } catch (Exception e) {
            LOG.warn("a part of the node did not stop cleanly", e);
          }
        });
    return part;
  }

  @Override
  public void close() {
    closing = true;
    while (!toStop.isEmpty()) {
      toStop.pop().run();
    }
  }
}
