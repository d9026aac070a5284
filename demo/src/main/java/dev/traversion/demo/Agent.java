package dev.traversion.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our npm package {@code agents/node}, which hosts the shop's handlers. */
final class Agent {
  private final Path folder;

  private Agent(Path folder) {
    this.folder = folder;
  }

  /** Finds the package under the project's root and installs what it depends on, once. */
  static Agent ready(Path root, Narrator narrator) throws IOException, InterruptedException {
    var folder = root.resolve("agents").resolve("node");
    if (!Files.exists(folder.resolve("package-lock.json"))) {
      throw new DemoException("no agent in " + folder + ": start the demo with ./traversion demo");
    }
    if (!isInstalled(folder)) {
      narrator.tell("installing the agent's npm packages (npm ci in %s)", root.relativize(folder));
      // No scripts: the one package with native code brings it ready-made.
      var npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      npm.getOutputStream().close();
      try (var output = npm.inputReader(StandardCharsets.UTF_8)) {
        output.lines().filter(line -> !line.isBlank()).forEach(line -> narrator.add("%s", line));
      }
      if (npm.waitFor() != 0) {
        throw new DemoException(
            "npm ci failed in " + folder + "; it needs Node 20.6 or newer, and the npm registry");
      }
    }
    return new Agent(folder);
  }

  /** npm writes this file last, and newer than the lock file it installed from. */
  private static boolean isInstalled(Path folder) throws IOException {
    var installed = folder.resolve("node_modules").resolve(".package-lock.json");
    return Files.exists(installed)
        && Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json")))
            >= 0;
  }

  /** The command that hosts a handler. */
  List<String> command() {
    return List.of("node", folder.resolve("bin").resolve("traversion-node.js").toString());
  }
}
