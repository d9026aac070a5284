package dev.traversion.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Where a demo keeps all that is its own. One demo at a time works in it. */
final class WorkDirectory implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;

  private WorkDirectory(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Takes the directory.
   *
   * @param fresh whether what an earlier demo left is thrown away
   */
  static WorkDirectory take(Path folder, boolean fresh) throws IOException {
    Files.createDirectories(folder);
    var lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = lockFile.tryLock();
    if (lock == null) {
      lockFile.close();
      throw new DemoException("another demo is running in " + folder + ": stop it, or use --work");
    }
    if (fresh) {
      try (var entries = Files.list(folder)) {
        for (var entry : entries.filter(path -> !path.endsWith("lock")).toList()) {
          deleteTree(entry);
        }
      }
    }
    return new WorkDirectory(folder, lockFile);
  }

  private static void deleteTree(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  Path folder() {
    return folder;
  }

  Path repository() {
    return folder.resolve("shop");
  }

  Path releases() {
    return folder.resolve("releases");
  }

  Path config(String service) {
    return folder.resolve("config").resolve(service + ".json");
  }

  Path state(String service) {
    return folder.resolve("state").resolve(service);
  }

  Path log(String name) {
    return folder.resolve("logs").resolve(name + ".log");
  }

  Path recorder() {
    return folder.resolve("traversion");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
