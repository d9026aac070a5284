package dev.traversion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.cli.text.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The manual says what the help says. After a change: run with -Dtraversion.golden=write. */
final class ManualTest {
  private static final Path MANUAL =
      Path.of(System.getProperty("traversion.root"), "docs", "cli.md");
  private static final String BEGIN = "<!-- from here on: the help, checked by a test -->\n";

  /** The launcher answers these itself. */
  private static final List<String> NOT_OURS =
      List.of("demo", "up", "open", "test", "bench", "help");

  @Test
  void holds_the_help_of_every_command() throws IOException {
    String manual = Files.readString(MANUAL);
    String written = manual.substring(0, manual.indexOf(BEGIN) + BEGIN.length()) + help();
    if ("write".equals(System.getProperty("traversion.golden"))) {
      Files.writeString(MANUAL, written);
    }
    assertThat(Files.readString(MANUAL)).isEqualTo(written);
  }

  @Test
  void explains_every_exit_code() throws Exception {
    String manual = Files.readString(MANUAL);
    for (var code : ExitCode.class.getDeclaredFields()) {
      assertThat(manual).contains("\n| " + code.getInt(null) + " |");
    }
  }

  private static String help() {
    StringBuilder help = new StringBuilder();
    append(help, "traversion", new Session().intoAPipe().types("--help").out());
    Map<String, CommandLine> commands =
        Traversion.commandLine(Terminal.ofProcess(Map.of())).getSubcommands();
    for (String name : commands.keySet()) {
      if (!NOT_OURS.contains(name)) {
        append(help, name, new Session().intoAPipe().types(name, "--help").out());
      }
    }
    return help.toString();
  }

  private static void append(StringBuilder help, String name, String usage) {
    help.append("\n## ").append(name).append("\n\n```\n").append(usage.strip()).append("\n```\n");
  }
}
