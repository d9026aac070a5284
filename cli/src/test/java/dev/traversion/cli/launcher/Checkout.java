package dev.traversion.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A small checkout with the real launcher in it, on a machine of our own making: nothing is on the
 * PATH but what the launcher may rely on, and stand-ins for the tools that it looks for.
 */
final class Checkout {
  private static final Path PROJECT = Path.of(System.getProperty("traversion.root"));
  private static final String[] EVERYWHERE = {
    "bash",
    "basename",
    "cat",
    "cksum",
    "cut",
    "dirname",
    "find",
    "flock",
    "grep",
    "head",
    "id",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "sed",
    "sort",
    "stty",
    "tail",
    "tee",
    "touch",
    "tr",
    "xargs"
  };

  /** How a command ended. */
  record Outcome(int exit, String out, String err) {
    String lastLine() {
      return out.lines().reduce("", (_, line) -> line);
    }
  }

  final Path root;
  final Path bin;
  final Path jvms;
  private final Map<String, String> environment = new LinkedHashMap<>();

  Checkout(Path folder) {
    root = folder.resolve("checkout");
    bin = folder.resolve("bin");
    jvms = folder.resolve("jvms");
    environment.put("PATH", bin.toString());
    environment.put("HOME", folder.toString());
    environment.put("TRAVERSION_JVM_FOLDERS", jvms.toString());
    try {
      Files.createDirectories(bin);
      Files.createDirectories(jvms);
      copyLauncher();
      linkTools();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    file("pom.xml", "<project/>");
    file(".mvn/jvm.config", "");
    file("cli/pom.xml", "<project/>");
    file("cli/src/main/java/Main.java", "class Main {}");
  }

  private void copyLauncher() throws IOException {
    Files.createDirectories(root.resolve("cli/launcher"));
    try (Stream<Path> parts = Files.list(PROJECT.resolve("cli/launcher"))) {
      for (Path part : parts.toList()) {
        Files.copy(part, root.resolve("cli/launcher").resolve(part.getFileName()));
      }
    }
    Files.copy(
        PROJECT.resolve("traversion"),
        root.resolve("traversion"),
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void linkTools() throws IOException {
    for (String tool : EVERYWHERE) {
      for (String folder : new String[] {"/usr/bin", "/bin", "/usr/local/bin"}) {
        Path real = Path.of(folder, tool);
        if (Files.isExecutable(real) && Files.notExists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), real);
        }
      }
    }
  }

  Checkout with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path file(String path, String text) {
    return write(root.resolve(path), text);
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String read(String path) {
    try {
      Path file = root.resolve(path);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A tool on the PATH, as a script. */
  Path tool(String name, String script) {
    return executable(bin.resolve(name), script);
  }

  private static Path executable(Path file, String script) {
    write(file, "#!/usr/bin/env bash\n" + script);
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make " + file + " executable");
    }
    return file;
  }

  /** A JDK that says its version and, when it is to run something, what. */
  Path jdk(String name, String version) {
    Path home = jvms.resolve(name);
    write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(
        home.resolve("bin/java"),
        """
        if [[ ${1:-} == -version ]]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
        echo "java of %s, process $$"
        printf '%%s\\n' "$@"
        """
            .formatted(version, name));
    executable(home.resolve("bin/javac"), "");
    executable(
        home.resolve("bin/jar"),
        "while (($#)); do [[ $1 == --file ]] && echo jar >\"$2\"; shift; done; true\n");
    return home;
  }

  /** A JDK that adds up reports for real, and pretends to do the rest. */
  Path jdkThatTallies() {
    Path home = jdk("jdk-25", "25.0.3");
    return executable(
        home.resolve("bin/java"),
        """
        if [[ ${1:-} == -version ]]; then echo 'openjdk version "25.0.3" 2026-01-01' >&2; exit; fi
        for arg; do [[ $arg != */TestTally.java ]] || exec '%s/bin/java' "$@"; done
        """
            .formatted(System.getProperty("java.home")));
  }

  /** A Maven that counts its runs in {@code runs} and "builds" the command line. */
  Checkout maven() {
    return maven("");
  }

  /** As {@link #maven()}, doing more before it is done. */
  Checkout maven(String more) {
    tool(
        "mvn",
        """
        cd '%s'
        printf '%%s\\n' "$JAVA_HOME $*" >>runs
        echo '[INFO] Building Traversion CLI 0.1.0-SNAPSHOT                [2/2]'
        mkdir -p cli/target/classes && : >cli/target/classes/Main.class
        : >cli/target/classpath.txt
        %s
        """
            .formatted(root, more));
    return this;
  }

  List<String> mavenRuns() {
    return read("runs").lines().toList();
  }

  Outcome run(String... args) {
    try {
      Process process = start(args);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher did not end within 60 s");
      }
      return outcome(process);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  Process start(String... args) {
    return start(root.resolve("traversion"), args);
  }

  /** Starts the launcher by a name of its own; its output goes to files, so that none blocks. */
  Process start(Path launcher, String... args) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    try {
      Path output = Files.createTempDirectory(root, "output");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectOutput(output.resolve("out").toFile())
              .redirectError(output.resolve("err").toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      outputs.put(process, output);
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private final Map<Process, Path> outputs = new LinkedHashMap<>();

  Outcome outcome(Process process) {
    return new Outcome(process.exitValue(), text(process, "out"), text(process, "err"));
  }

  String text(Process process, String stream) {
    try {
      return Files.readString(outputs.get(process).resolve(stream), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
