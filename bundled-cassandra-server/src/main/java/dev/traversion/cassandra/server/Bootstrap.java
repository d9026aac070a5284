package dev.traversion.cassandra.server;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Starts Cassandra in a process whose life hangs on its parent's.
 *
 * <p>The parent holds the other end of standard input and never writes to it. However the parent
 * ends, by {@code kill -9} too, the operating system closes that pipe; this process then reads the
 * end of its input, drains and exits. So no server outlives the node that started it, and nobody
 * has to poll.
 *
 * <p>A lock on the data directory is taken before anything touches it, so that a server that is
 * still draining and its successor never share the files.
 *
 * <p>Argument: the lock file.
 */
public final class Bootstrap {

  /** How long a predecessor may take to drain. */
  private static final Duration PREDECESSOR = Duration.ofSeconds(60);

  /** How long our own shutdown may take before the process is simply ended. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(45);

  private static final int STILL_LOCKED = 75;

  private Bootstrap() {}

  public static void main(String[] args) throws Exception {
    followParent(System.in);
    // A terminal sends Ctrl-C and hang-up to the node and to us alike. The node still has frames to
    // write then, so we wait until it lets go of us.
    ignore("INT");
    ignore("HUP");
    var lock = lock(Path.of(args[0]));
    if (lock == null) {
      System.err.println("another server still holds " + args[0]);
      System.exit(STILL_LOCKED);
    }
    Class.forName("org.apache.cassandra.service.CassandraDaemon")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
    // Never released: the process's end does that.
    Thread.currentThread().join();
  }

  private static void followParent(InputStream input) {
    Thread.ofPlatform()
        .daemon()
        .name("follow-parent")
        .start(
            () -> {
              try {
                while (input.read() >= 0) {
                  // nothing is ever said on this line; its end is the message
                }
              } catch (IOException _) {
                // as good as the end
              }
              endAtTheLatest();
              System.exit(0);
            });
  }

  /** A hook of the server that hangs must not make an orphan of it. */
  private static void endAtTheLatest() {
    Thread.ofPlatform()
        .daemon()
        .name("end-at-the-latest")
        .start(
            () -> {
              try {
                Thread.sleep(SHUTDOWN);
              } catch (InterruptedException _) {
                // then now
              }
              Runtime.getRuntime().halt(1);
            });
  }

  private static @Nullable FileLock lock(Path file) throws IOException, InterruptedException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long deadline = System.nanoTime() + PREDECESSOR.toNanos();
    while (true) {
      var lock = channel.tryLock();
      if (lock != null || System.nanoTime() > deadline) {
        return lock;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  /** By reflection: the class is the JDK's own, though exported, and not on every system. */
  private static void ignore(String signal) {
    try {
      var signals = Class.forName("sun.misc.Signal");
      var handlers = Class.forName("sun.misc.SignalHandler");
      InvocationHandler nothing = (_, _, _) -> null;
      signals
          .getMethod("handle", signals, handlers)
          .invoke(
              null,
              signals.getConstructor(String.class).newInstance(signal),
              Proxy.newProxyInstance(
                  Bootstrap.class.getClassLoader(), new Class<?>[] {handlers}, nothing));
    } catch (ReflectiveOperationException | RuntimeException _) {
      // Windows knows no HUP, and a server that hears Ctrl-C itself is still a server.
    }
  }
}
