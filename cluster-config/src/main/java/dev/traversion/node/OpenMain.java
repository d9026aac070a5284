package dev.traversion.node;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./traversion open}: serves an archive until it is told to stop. */
@Command(
    name = "open",
    description =
        "Opens an archive that `export` wrote: the dashboard and the API over one file, for reading.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:closed as told", "1:could not open the file", "2:wrong usage"})
public final class OpenMain implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the archive, e.g. incident.tvz")
  private Path file = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file that overrides the defaults")
  private @Nullable Path config;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "API port [3335]; 0: any free one")
  private @Nullable Integer httpPort;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "written when ready: the bound port, as JSON")
  private @Nullable Path readyFile;

  @Option(
      names = "--stop-with-stdin",
      description = "stop when standard input ends, so that a parent's death stops it")
  private boolean stopWithStdin;

  private OpenMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new OpenMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    var overrides = new NodeOverrides();
    overrides.put("traversion.http.api-port", httpPort);
    var settings = overrides.over(config);
    return new NodeProcess(_ -> ArchiveNode.start(file, settings), readyFile, stopWithStdin).run();
  }
}
