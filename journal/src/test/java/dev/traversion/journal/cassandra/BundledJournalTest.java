package dev.traversion.journal.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.CassandraDeath;
import dev.traversion.cassandra.CassandraSettings;
import dev.traversion.journal.cassandra.SchemaMigration.Replication;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A journal on the bundled server, through its stops and deaths. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BundledJournalTest {
  private static final MirrorId MIRROR = new MirrorId(ServiceId.of("shop", "cart"), 0);
  private static final byte[] FRAME = new byte[64 << 10];

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void keeps_acknowledged_frames_through_a_kill_and_through_an_orderly_stop() throws Exception {
    var death = new CompletableFuture<Void>();
    try (var server = start(_ -> death.complete(null))) {
      var connection = connection(server);
      SchemaMigration.apply(connection, Replication.single(), Clock.systemUTC());
      append(connection, 1, 60);
      ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
      death.get(30, TimeUnit.SECONDS);
    }

    try (var server = start(_ -> {})) {
      assertHeld(connection(server), 60);
      append(connection(server), 61, 70);
    }

    try (var server = start(_ -> {})) {
      assertHeld(connection(server), 70);
    }
  }

  private BundledCassandra start(Consumer<CassandraDeath> onDeath) {
    return BundledCassandra.start(CassandraSettings.in(directory).withPort(0), onDeath);
  }

  private static CassandraConnection connection(BundledCassandra server) {
    return CassandraConnection.to(server.address()).withRequestTimeout(Duration.ofSeconds(30));
  }

  private static void append(CassandraConnection connection, long from, long to) {
    try (var session = connection.openInKeyspace()) {
      var plugin = new PluginWrites(session);
      for (long nr = from; nr <= to; nr++) {
        plugin.append(new FrameAddress(MIRROR, nr), FRAME);
      }
    }
  }

  private static void assertHeld(CassandraConnection connection, long to) {
    try (var journal = CassandraJournal.open(connection)) {
      assertThat(journal.frames().present(MIRROR, 1, to + 10))
          .containsExactly(LongStream.rangeClosed(1, to).toArray());
      assertThat(journal.frames().read(MIRROR, new long[] {to}))
          .singleElement()
          .satisfies(frame -> assertThat(frame.bytes()).isEqualTo(FRAME));
    }
  }
}
