package dev.traversion.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.traversion.http.ApiServer;
import dev.traversion.http.ApiSettings;
import dev.traversion.http.ArchiveServer;
import dev.traversion.http.NodeHealth;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.ReplayEngine;
import dev.traversion.replay.ReplaySettings;
import dev.traversion.replay.archive.OpenedArchive;
import dev.traversion.replay.archive.UnreadableArchiveException;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** An archive, served: one door for reading, no store beside the file, no cluster. */
final class ArchiveNode implements Running {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int NAMED_SERVICES = 8;

  private final OpenedArchive archive;
  private final ActorSystem<Void> system;
  private final ArchiveServer door;
  private final String host;

  private ArchiveNode(
      OpenedArchive archive, ActorSystem<Void> system, ArchiveServer door, String host) {
    this.archive = archive;
    this.system = system;
    this.door = door;
    this.host = host;
  }

  /**
   * Opens the file, checks all of it, and serves it.
   *
   * @throws NodeStartException with the cure
   */
  static ArchiveNode start(Path file, Config config) {
    var archive = open(file);
    try {
      return start(archive, config);
    } catch (RuntimeException | Error failure) {
      close(archive);
      throw failure;
    }
  }

  private static OpenedArchive open(Path file) {
    try {
      return OpenedArchive.open(file);
    } catch (UnreadableArchiveException unreadable) {
      throw new NodeStartException(
          "cannot open " + file + ": " + unreadable.getMessage(),
          "export the window anew, or copy the file again",
          unreadable);
    } catch (IOException e) {
      throw new NodeStartException("cannot read " + file + " (" + e + ")", "check the path", e);
    }
  }

  private static ArchiveNode start(OpenedArchive archive, Config given) {
    var tenant = archive.manifest().tenant();
    var config =
        ConfigFactory.parseMap(
                Map.of("akka.actor.provider", "local", "traversion.http.tenant", tenant))
            .withFallback(given);
    var settings = ApiSettings.from(config.getConfig("traversion.http"));
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    var sources = archive.sources();
    var clock = InstantSource.system();
    var history = new ReplayEngine(sources, ReplaySettings.defaults(), clock);
    var system = ActorSystem.<Void>create(Behaviors.empty(), "traversion", config);
    try {
      var door =
          ArchiveServer.start(
                  system,
                  settings,
                  new ArchiveServer.Ports(
                      history,
                      history,
                      new ArchiveExport(sources, tenant, clock),
                      archive.window(),
                      new Opened(),
                      metrics))
              .toCompletableFuture()
              .join();
      return new ArchiveNode(archive, system, door, settings.host());
    } catch (CompletionException failure) {
      terminate(system);
      if (failure.getCause() instanceof ApiServer.CannotBindException taken) {
        throw new NodeStartException(
            String.valueOf(taken.getMessage()), "choose another port with --http-port", taken);
      }
      throw failure;
    }
  }

  /** A file that was checked when it was opened. */
  private static final class Opened implements NodeHealth {
    @Override
    public List<Fact> liveness() {
      return List.of(new Fact("process-running", true, ""));
    }

    @Override
    public List<Fact> readiness() {
      return List.of(new Fact("archive-open", true, ""));
    }
  }

  @Override
  public String toJson() {
    return """
        {"http":%d,"pid":%d}
        """
        .formatted(door.api().getPort(), ProcessHandle.current().pid());
  }

  @Override
  public String welcome() {
    var manifest = archive.manifest();
    var window = archive.window();
    var root = "http://%s:%d".formatted(host, door.api().getPort());
    var lacks = manifest.completeness();
    return """
        %s
          from %s
          to   %s
          dashboard   %s/dashboard?at=%s&from=%s&to=%s
          API         %s/api/v1
        %sCtrl-C closes it; the file is not changed."""
        .formatted(
            services(manifest.mirrors().stream().map(mirror -> mirror.service()).toList()),
            EpochNanos.toText(window.fromNanos()),
            EpochNanos.toText(window.toNanos()),
            root,
            EpochNanos.toText(window.fromNanos()),
            EpochNanos.toText(window.fromNanos()),
            EpochNanos.toText(window.toNanos()),
            root,
            lacks.lostFrames() + lacks.damagedFrames() + lacks.silentMirrors().size() == 0
                ? ""
                : "It was not whole when it was written: answers say what they lack.\n");
  }

  private static String services(List<String> lanes) {
    var names = lanes.stream().distinct().toList();
    var named = names.stream().limit(NAMED_SERVICES).collect(Collectors.joining(", "));
    int more = names.size() - NAMED_SERVICES;
    return names.isEmpty()
        ? "The archive holds no service."
        : "Opened " + named + (more > 0 ? " and " + more + " more" : "") + ".";
  }

  private static void terminate(ActorSystem<Void> system) {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private static void close(OpenedArchive archive) {
    try {
      archive.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing an archive", e);
    }
  }

  @Override
  public void close() {
    door.stop(GRACE).toCompletableFuture().join();
    terminate(system);
    close(archive);
  }
}
