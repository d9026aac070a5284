package dev.traversion.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that the launcher carries out; here for the help and for completion. */
abstract class LauncherCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Unmatched List<String> passedOn = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  private LauncherCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "'" + spec.name() + "' is carried out by the launcher: ./traversion " + spec.name());
  }

  @Command(
      name = "demo",
      description = "Runs a real shop, records it, breaks it, and says what to look at.")
  static final class Demo extends LauncherCommand {}

  @Command(
      name = "up",
      description = "Starts a node, with a bundled Cassandra unless another one is configured.")
  static final class Up extends LauncherCommand {}

  @Command(
      name = "open",
      description = "Opens an archive that 'export' wrote: dashboard and API over one file.")
  static final class Open extends LauncherCommand {}

  @Command(name = "test", description = "Runs all tests. Arguments go to Maven.")
  static final class Test extends LauncherCommand {}

  @Command(name = "bench", description = "Runs a benchmark by name; without a name, lists them.")
  static final class Bench extends LauncherCommand {}
}
