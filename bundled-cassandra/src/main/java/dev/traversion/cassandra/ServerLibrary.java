package dev.traversion.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server's jars: a folder of their own, never on the class path of this process. */
final class ServerLibrary {
  /** Names the folder itself. */
  static final String LIBRARY_PROPERTY = "traversion.cassandra.lib";

  /** Names the root of the distribution, which holds the folder. */
  static final String ROOT_PROPERTY = "traversion.root";

  private static final String BOOTSTRAP = "traversion-bootstrap.jar";

  private final Path folder;
  private final List<Path> jars;

  private ServerLibrary(Path folder, List<Path> jars) {
    this.folder = folder;
    this.jars = jars;
  }

  static Path find() {
    var library = System.getProperty(LIBRARY_PROPERTY);
    if (library != null && !library.isEmpty()) {
      return Path.of(library);
    }
    var root = System.getProperty(ROOT_PROPERTY);
    if (root != null && !root.isEmpty()) {
      return Path.of(root, "bundled-cassandra-server", "target", "lib");
    }
    throw new BundledCassandraException.LibraryMissing(
        "neither the property " + LIBRARY_PROPERTY + " nor " + ROOT_PROPERTY + " is set");
  }

  static ServerLibrary open(Path folder) {
    if (!Files.isRegularFile(folder.resolve(BOOTSTRAP))) {
      throw new BundledCassandraException.LibraryMissing(
          folder + " has no " + BOOTSTRAP + "; build the module bundled-cassandra-server");
    }
    try (var files = Files.list(folder)) {
      var jars = new ArrayList<Path>();
      // The bootstrap comes first: it replaces a class of the server's.
      jars.add(folder.resolve(BOOTSTRAP));
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.endsWith(BOOTSTRAP))
          .sorted()
          .forEach(jars::add);
      return new ServerLibrary(folder, List.copyOf(jars));
    } catch (IOException e) {
      throw new BundledCassandraException.LibraryMissing(folder + " cannot be read: " + e);
    }
  }

  /** In class path order. */
  List<Path> jars() {
    return jars;
  }

  /** The agent that measures objects for the server's memory accounting. */
  Path jamm() {
    return jars.stream()
        .filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
        .findFirst()
        .orElseThrow(
            () -> new BundledCassandraException.LibraryMissing(folder + " has no jamm jar"));
  }
}
