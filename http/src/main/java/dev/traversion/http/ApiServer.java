package dev.traversion.http;

import akka.actor.ClassicActorSystemProvider;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.ProductVersion;
import akka.http.javadsl.model.headers.Server;
import akka.http.javadsl.settings.ServerSettings;
import akka.japi.function.Function;
import akka.stream.SystemMaterializer;
import dev.traversion.http.otlp.BodyReader;
import dev.traversion.http.otlp.ByteBudget;
import dev.traversion.http.otlp.IntakeMetrics;
import dev.traversion.http.otlp.OtlpGrpcDoor;
import dev.traversion.http.otlp.OtlpHttpDoor;
import dev.traversion.recorder.Intake;
import dev.traversion.recorder.LiveFeed;
import dev.traversion.replay.EventSweep;
import dev.traversion.replay.History;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Every door of a node: the API, OTLP/HTTP and OTLP/gRPC. */
public final class ApiServer {
  private final ServerBinding api;
  private final ServerBinding otlpHttp;
  private final OtlpGrpcDoor otlpGrpc;
  private final Queries queries;
  private final LiveRoutes live;

  /** What the doors lead to. */
  public record Ports(
      History history,
      EventSweep sweep,
      Archives archives,
      Intake intake,
      LiveFeed live,
      NodeHealth health,
      PrometheusMeterRegistry metrics,
      InstantSource clock) {}

  /** A door's address cannot be bound; the message names door and address. */
  public static final class CannotBindException extends RuntimeException {
    CannotBindException(String door, String host, int port, Throwable cause) {
      super(
          door
              + " cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + cause.getMessage()
              + "); is another node running, or is the port taken?",
          cause);
    }
  }

  private ApiServer(
      ServerBinding api,
      ServerBinding otlpHttp,
      OtlpGrpcDoor otlpGrpc,
      Queries queries,
      LiveRoutes live) {
    this.api = api;
    this.otlpHttp = otlpHttp;
    this.otlpGrpc = otlpGrpc;
    this.queries = queries;
    this.live = live;
  }

  /**
   * Binds all doors, or none.
   *
   * @return fails with {@link CannotBindException} when an address cannot be bound
   */
  public static CompletionStage<ApiServer> start(
      ClassicActorSystemProvider system, ApiSettings settings, Ports ports) {
    var materializer = SystemMaterializer.get(system).materializer();
    var budget = new ByteBudget(settings.maxHeldBodiesBytes());
    var metrics = new IntakeMetrics(ports.metrics(), budget);
    var bodies =
        new BodyReader(
            new BodyReader.Limits(
                settings.maxBodyBytes(), settings.maxDecodedBodyBytes(), settings.bodyTimeout()),
            budget,
            materializer);
    var queries = new Queries(settings.maxQueries(), settings.queryTimeout());
    ports.metrics().gauge("traversion.queries.free", queries, Queries::free);
    var live =
        new LiveRoutes(
            ports.live(),
            settings.tenant(),
            settings.maxLiveStreams(),
            settings.heartbeat(),
            materializer);
    var router =
        new Router(
            endpoints(settings, ports, queries, live, bodies, metrics),
            new DashboardPages(new DashboardAssets()),
            ports.clock(),
            ports.metrics(),
            bodies::drain,
            Optional.empty());
    var otlp = new OtlpHttpDoor(ports.intake(), bodies, metrics);

    var api = bind(system, "the API", settings.host(), settings.apiPort(), router::handle);
    var otlpHttp =
        bind(system, "OTLP/HTTP", settings.host(), settings.otlpHttpPort(), otlp::handle);
    var otlpGrpc =
        CompletableFuture.supplyAsync(() -> bindGrpc(settings, ports.intake(), budget, metrics));
    return CompletableFuture.allOf(api, otlpHttp, otlpGrpc)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                queries.close();
                bound(api).forEach(ServerBinding::unbind);
                bound(otlpHttp).forEach(ServerBinding::unbind);
                bound(otlpGrpc).forEach(door -> door.stop(Duration.ZERO));
              }
            })
        .thenApply(_ -> new ApiServer(api.join(), otlpHttp.join(), otlpGrpc.join(), queries, live));
  }

  private static <T> Stream<T> bound(CompletableFuture<T> door) {
    return door.isCompletedExceptionally() ? Stream.empty() : Stream.of(door.join());
  }

  /** Every endpoint of the API. */
  static List<Endpoint> endpoints(
      ApiSettings settings,
      Ports ports,
      Queries queries,
      LiveRoutes live,
      BodyReader bodies,
      IntakeMetrics metrics) {
    return Stream.of(
            questions(
                ports.history(), ports.sweep(), ports.archives(), ports.clock(), settings, queries),
            new RecordRoutes(ports.intake(), bodies, metrics).endpoints(),
            live.endpoints(),
            new OperationRoutes(ports.health(), ports.metrics()).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  /** Whatever can be asked about the past. */
  static List<Endpoint> questions(
      History history,
      EventSweep sweep,
      Archives archives,
      InstantSource clock,
      ApiSettings settings,
      Queries queries) {
    var names = new ServiceNames(history, settings.tenant());
    return Stream.of(
            new ServiceRoutes(history, names, queries).endpoints(),
            new StateRoutes(history, names, queries).endpoints(),
            new EntityRoutes(history, names, queries).endpoints(),
            new EventRoutes(history, names, queries).endpoints(),
            new NavigateRoutes(history, names, queries).endpoints(),
            new TimelineRoutes(history, names, queries).endpoints(),
            new TileRoutes(history, names, queries, clock).endpoints(),
            new MapRoutes(history, names, queries).endpoints(),
            new ExportRoutes(archives, new OtlpExport(sweep, settings.tenant()), names).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  /** Where the API is bound. */
  public InetSocketAddress api() {
    return api.localAddress();
  }

  /** Where OTLP/HTTP is bound. */
  public InetSocketAddress otlpHttp() {
    return otlpHttp.localAddress();
  }

  /** Where OTLP/gRPC is bound. */
  public InetSocketAddress otlpGrpc() {
    return otlpGrpc.address();
  }

  /**
   * Lets go of the ports, ends live streams, lets requests in flight end within {@code grace}, and
   * closes what is left then.
   */
  public CompletionStage<Void> stop(Duration grace) {
    live.close();
    var grpc = CompletableFuture.runAsync(() -> otlpGrpc.stop(grace));
    return CompletableFuture.allOf(terminate(api, grace), terminate(otlpHttp, grace), grpc)
        .whenComplete((_, _) -> queries.close());
  }

  static CompletableFuture<?> terminate(ServerBinding binding, Duration grace) {
    return binding.unbind().thenCompose(_ -> binding.terminate(grace)).toCompletableFuture();
  }

  static CompletableFuture<ServerBinding> bind(
      ClassicActorSystemProvider system,
      String door,
      String host,
      int port,
      Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return Http.get(system)
        .newServerAt(host, port)
        .withSettings(serverSettings(system))
        .bind(handler)
        .exceptionally(
            failure -> {
              throw new CannotBindException(
                  door, host, port, failure.getCause() == null ? failure : failure.getCause());
            })
        .toCompletableFuture();
  }

  private static OtlpGrpcDoor bindGrpc(
      ApiSettings settings, Intake intake, ByteBudget budget, IntakeMetrics metrics) {
    try {
      return new OtlpGrpcDoor(
          new InetSocketAddress(settings.host(), settings.otlpGrpcPort()),
          Math.toIntExact(settings.maxDecodedBodyBytes()),
          intake,
          budget,
          metrics);
    } catch (IOException e) {
      throw new CannotBindException(
          "OTLP/gRPC",
          settings.host(),
          settings.otlpGrpcPort(),
          e.getCause() == null ? e : e.getCause());
    }
  }

  /** Requests time out by our own clocks: a question's, and a body's. */
  private static ServerSettings serverSettings(ClassicActorSystemProvider system) {
    var settings = ServerSettings.create(system.classicSystem());
    return settings
        .withServerHeader(Optional.of(Server.create(ProductVersion.create("Traversion", ""))))
        .withTimeouts(
            settings.getTimeouts().withRequestTimeout(scala.concurrent.duration.Duration.Inf()))
        .withParsingErrorHandler(UnreadableRequestHandler.class.getName());
  }
}
