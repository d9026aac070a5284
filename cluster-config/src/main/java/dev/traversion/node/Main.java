package dev.traversion.node;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./traversion up}: runs a node until it is told to stop. */
@Command(
    name = "up",
    description = "Runs a node: records on 4318 (OTLP/HTTP) and 4317 (OTLP/gRPC), answers on 3335.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped as told", "1:could not start, or had to stop", "2:wrong usage"})
public final class Main implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file that overrides the defaults")
  private @Nullable Path config;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where the node keeps its data [.traversion/data]")
  private @Nullable Path dataDir;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "API port [3335]; 0: any free one")
  private @Nullable Integer httpPort;

  @Option(
      names = "--otlp-http-port",
      paramLabel = "PORT",
      description = "OTLP/HTTP port [4318]; 0: any free one")
  private @Nullable Integer otlpHttpPort;

  @Option(
      names = "--otlp-grpc-port",
      paramLabel = "PORT",
      description = "OTLP/gRPC port [4317]; 0: any free one")
  private @Nullable Integer otlpGrpcPort;

  @Option(
      names = "--cassandra",
      paramLabel = "HOST:PORT",
      description = "use this Cassandra instead of the bundled one")
  private @Nullable String cassandra;

  @Option(
      names = "--apply-schema",
      description = "apply the schema to that Cassandra first, as the bundled one gets it")
  private boolean applySchema;

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      description = "the bundled Cassandra's port [9742]")
  private @Nullable Integer cassandraPort;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "written when ready: the bound ports, as JSON")
  private @Nullable Path readyFile;

  @Option(
      names = "--stop-with-stdin",
      description = "stop when standard input ends, so that a parent's death stops the node")
  private boolean stopWithStdin;

  @Option(
      names = "--migrate-only",
      description = "apply the schema to the configured Cassandra and exit")
  private boolean migrateOnly;

  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var overrides = new NodeOverrides();
    overrides.put("traversion.data-dir", dataDir);
    overrides.put("traversion.http.api-port", httpPort);
    overrides.put("traversion.http.otlp-http-port", otlpHttpPort);
    overrides.put("traversion.http.otlp-grpc-port", otlpGrpcPort);
    overrides.put("traversion.cassandra.bundled.port", cassandraPort);
    if (cassandra != null) {
      overrides.put("traversion.cassandra.mode", "external");
      overrides.putList("traversion.cassandra.contact-points", cassandra);
    }
    if (applySchema) {
      overrides.put("traversion.cassandra.apply-schema", true);
    }
    var settings = NodeSettings.of(overrides.over(config));
    if (migrateOnly) {
      Storage.migrate(settings);
      return 0;
    }
    return new NodeProcess(onFailure -> Node.start(settings, onFailure), readyFile, stopWithStdin)
        .run();
  }
}
