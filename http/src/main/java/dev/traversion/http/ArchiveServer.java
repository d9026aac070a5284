package dev.traversion.http;

import akka.actor.ClassicActorSystemProvider;
import akka.http.javadsl.ServerBinding;
import akka.stream.SystemMaterializer;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.recorder.LiveFeed;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.EventSweep;
import dev.traversion.replay.History;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The one door of an opened archive: the same API and pages as a node's, for reading. Now is the
 * end of the archive's window, so that relative times are of the incident; whoever names an instant
 * outside the window is told so.
 */
public final class ArchiveServer {
  private final ServerBinding api;
  private final Queries queries;
  private final LiveRoutes live;

  /** What the door leads to. */
  public record Ports(
      History history,
      EventSweep sweep,
      Archives archives,
      ArchiveWindow window,
      NodeHealth health,
      PrometheusMeterRegistry metrics) {}

  private ArchiveServer(ServerBinding api, Queries queries, LiveRoutes live) {
    this.api = api;
    this.queries = queries;
    this.live = live;
  }

  /**
   * Binds the door.
   *
   * @return fails with {@link ApiServer.CannotBindException} when the address cannot be bound
   */
  public static CompletionStage<ArchiveServer> start(
      ClassicActorSystemProvider system, ApiSettings settings, Ports ports) {
    var materializer = SystemMaterializer.get(system).materializer();
    var queries = new Queries(settings.maxQueries(), settings.queryTimeout());
    LiveFeed nothing = _ -> () -> {};
    var live =
        new LiveRoutes(
            nothing,
            settings.tenant(),
            settings.maxLiveStreams(),
            settings.heartbeat(),
            materializer);
    var clock = InstantSource.fixed(EpochNanos.toInstant(ports.window().toNanos()));
    var endpoints =
        Stream.of(
                ApiServer.questions(
                    ports.history(), ports.sweep(), ports.archives(), clock, settings, queries),
                List.of(Endpoint.post("/api/v1/events", _ -> refused())),
                live.endpoints(),
                new OperationRoutes(ports.health(), ports.metrics()).endpoints())
            .flatMap(List::stream)
            .toList();
    var router =
        new Router(
            endpoints,
            new DashboardPages(new DashboardAssets()),
            clock,
            ports.metrics(),
            request -> request.discardEntityBytes(materializer),
            Optional.of(ports.window()));
    return ApiServer.bind(system, "the API", settings.host(), settings.apiPort(), router::handle)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                queries.close();
              }
            })
        .thenApply(api -> new ArchiveServer(api, queries, live));
  }

  private static <T> CompletionStage<T> refused() {
    return CompletableFuture.failedFuture(new ProblemException(Problem.archiveReadOnly()));
  }

  /** Where the API is bound. */
  public InetSocketAddress api() {
    return api.localAddress();
  }

  /** Lets go of the port; requests in flight may end within {@code grace}. */
  public CompletionStage<Void> stop(Duration grace) {
    live.close();
    return CompletableFuture.allOf(ApiServer.terminate(api, grace))
        .whenComplete((_, _) -> queries.close());
  }
}
