package dev.traversion.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Cassandra as a child process on loopback, one for each data directory.
 *
 * <p>Three files in the directory settle who is who. {@code owner.lock} is held by the process that
 * started the server, for as long as it lives: who gets it may start one, who does not looks for
 * the server in {@code server.properties} and uses it. {@code server.lock} is held by the server
 * itself, so that a successor waits until it has drained. The operating system releases both locks
 * however their holders end, so nothing stale can block a start.
 *
 * <p>The server reads its standard input and drains when that ends; the other end is held by the
 * owner. So it never outlives its owner, {@code kill -9} included.
 */
public final class BundledCassandra implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BundledCassandra.class);

  /** Draining takes 3 to 5 s. */
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private static final long POLL_MILLIS = 50;

  private final int port;
  private final ProcessHandle server;
  private final ServerFiles files;
  private final @Nullable Owned owned;
  private volatile boolean closing;

  /** What only the owner has. */
  private record Owned(Process process, FileChannel lockFile, FileLock lock) {}

  private BundledCassandra(
      int port, ProcessHandle server, ServerFiles files, @Nullable Owned owned) {
    this.port = port;
    this.server = server;
    this.files = files;
    this.owned = owned;
  }

  /**
   * Finds the server of a data directory, or starts it; returns when it answers CQL.
   *
   * @param onDeath told, on some thread, when the server ends and nobody closed this object
   * @throws BundledCassandraException when there is no server in the end, and why
   */
  public static BundledCassandra start(
      CassandraSettings settings, Consumer<CassandraDeath> onDeath) {
    var files = ServerFiles.open(settings.directory());
    long deadline = System.nanoTime() + settings.startTimeout().toNanos();
    try {
      var lockFile =
          FileChannel.open(files.ownerLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      BundledCassandra started = null;
      try {
        started = startOrFind(settings, files, lockFile, deadline);
      } finally {
        if (started == null || started.owned == null) {
          lockFile.close();
        }
      }
      started.watch(onDeath);
      return started;
    } catch (IOException e) {
      throw new BundledCassandraException.DirectoryUnusable(settings.directory(), e.toString());
    }
  }

  /** The CQL port on loopback. */
  public int port() {
    return port;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The server's process. */
  public long pid() {
    return server.pid();
  }

  /** Whether this object started the server, and will stop it. */
  public boolean isOwner() {
    return owned != null;
  }

  /** The server's log. */
  public Path log() {
    return files.log();
  }

  /**
   * Stops the server if this object started it: lets it drain, and ends it if that takes too long.
   * Does nothing to a server that was found.
   */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    if (owned == null) {
      return;
    }
    try {
      if (!stop(owned.process())) {
        log.warn("Cassandra did not drain within {}; it was ended", DRAIN);
      }
      Files.deleteIfExists(files.state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      release(owned);
    }
  }

  private static BundledCassandra startOrFind(
      CassandraSettings settings, ServerFiles files, FileChannel lockFile, long deadline)
      throws IOException {
    while (true) {
      var lock = tryLock(lockFile);
      if (lock != null) {
        awaitPredecessor(files);
        return launch(settings, files, lockFile, lock, deadline);
      }
      var state = ServerState.read(files.state());
      if (state.isPresent()) {
        var process = state.get().process();
        if (process.isPresent() && CqlProbe.answers(state.get().port())) {
          log.info("found Cassandra running on port {}", state.get().port());
          return new BundledCassandra(state.get().port(), process.get(), files, null);
        }
      }
      if (System.nanoTime() > deadline) {
        throw new BundledCassandraException.StartTimedOut(
            "another process holds "
                + files.ownerLock()
                + ", but its Cassandra did not answer within "
                + settings.startTimeout(),
            files.log(),
            files.lastLines());
      }
      pause();
    }
  }

  /** Null when another process, or another part of this one, has it. */
  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  /** The server of an owner that was killed may still be draining. */
  private static void awaitPredecessor(ServerFiles files) throws IOException {
    var predecessor = ServerState.read(files.state()).flatMap(ServerState::process);
    if (predecessor.isPresent()) {
      log.info("waiting for Cassandra {} to drain", predecessor.get().pid());
      if (!ended(predecessor.get(), DRAIN)) {
        predecessor.get().destroyForcibly();
        ended(predecessor.get(), DRAIN);
      }
    }
    Files.deleteIfExists(files.state());
  }

  private static BundledCassandra launch(
      CassandraSettings settings,
      ServerFiles files,
      FileChannel lockFile,
      FileLock lock,
      long deadline)
      throws IOException {
    var library = ServerLibrary.open(settings.library());
    int port = settings.port() == 0 ? CqlProbe.anyFree() : settings.port();
    if (!CqlProbe.isFree(port)) {
      throw new BundledCassandraException.PortTaken(port);
    }
    var arguments = files.configure(settings, library, port, CqlProbe.anyFree());
    long started = System.nanoTime();
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
            .directory(settings.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(files.console().toFile());
    builder.environment().keySet().removeIf(BundledCassandra::wouldChangeTheServer);
    var process = builder.start();
    boolean answered = false;
    try {
      ServerState.of(process.toHandle(), port).write(files.state());
      awaitAnswer(process, port, settings, files, deadline);
      answered = true;
    } finally {
      if (!answered) {
        process.destroyForcibly();
        Files.deleteIfExists(files.state());
      }
    }
    log.info(
        "Cassandra answers on port {} after {} ms; its files are in {}",
        port,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
        settings.directory());
    return new BundledCassandra(
        port, process.toHandle(), files, new Owned(process, lockFile, lock));
  }

  /** Options meant for the node's virtual machine must not reach the server's. */
  private static boolean wouldChangeTheServer(String variable) {
    return List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
        .contains(variable);
  }

  private static void awaitAnswer(
      Process process, int port, CassandraSettings settings, ServerFiles files, long deadline) {
    while (!CqlProbe.answers(port)) {
      if (!process.isAlive()) {
        throw new BundledCassandraException.DiedDuringStart(
            new CassandraDeath(
                OptionalInt.of(process.exitValue()), files.log(), files.lastLines()));
      }
      if (System.nanoTime() > deadline) {
        throw new BundledCassandraException.StartTimedOut(
            "Cassandra did not answer on port " + port + " within " + settings.startTimeout(),
            files.log(),
            files.lastLines());
      }
      pause();
    }
  }

  private void watch(Consumer<CassandraDeath> onDeath) {
    var _ =
        server
            .onExit()
            .thenRun(
                () -> {
                  if (!closing) {
                    var exitCode =
                        owned == null
                            ? OptionalInt.empty()
                            : OptionalInt.of(owned.process().exitValue());
                    onDeath.accept(new CassandraDeath(exitCode, files.log(), files.lastLines()));
                  }
                });
  }

  /** Whether the server drained and ended by itself. */
  private static boolean stop(Process process) throws IOException {
    // The end of its input is what the server waits for, on every system alike.
    process.getOutputStream().close();
    if (ended(process.toHandle(), DRAIN)) {
      return true;
    }
    process.destroyForcibly();
    ended(process.toHandle(), DRAIN);
    return false;
  }

  private static boolean ended(ProcessHandle process, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void release(Owned owned) {
    try {
      owned.lock().release();
      owned.lockFile().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Cassandra");
    }
  }
}
