package dev.traversion.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's main class. */
@Command(name = "traversion", mixinStandardHelpOptions = true, version = "Traversion 0.1.0")
public final class Traversion {
  private Traversion() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Traversion()).execute(args));
  }
}
