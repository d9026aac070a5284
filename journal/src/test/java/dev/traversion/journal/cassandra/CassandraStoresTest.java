package dev.traversion.journal.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockOffsetsContract;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameIndexContract;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.FrameStoreContract;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.GapLogContract;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.KeyframeStoreContract;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.MirrorRegistryContract;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.TermRunsContract;
import dev.traversion.journal.TileStore;
import dev.traversion.journal.TileStoreContract;
import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CassandraServer.class)
class CassandraStoresTest {
  private final CassandraJournal journal;
  private final PluginWrites plugin;
  private final CassandraConnection connection;

  CassandraStoresTest(
      CassandraJournal journal, PluginWrites plugin, CassandraConnection connection) {
    this.journal = journal;
    this.plugin = plugin;
    this.connection = connection;
  }

  @Nested
  class Frames_in_Cassandra implements FrameStoreContract {
    @Override
    public FrameStore frames() {
      return journal.frames();
    }

    @Override
    public void append(FrameAddress address, byte[] bytes) {
      plugin.append(address, bytes);
    }

    @Override
    public void lose(FrameAddress address) {
      plugin.lose(address);
    }

    @Override
    public void markLost(FrameAddress address) {
      plugin.markLost(address);
    }

    @Test
    void that_lost_their_bytes_are_answered_empty_for_the_codec_to_name_them() {
      var address = new FrameAddress(mirror("without-bytes"), 1);
      plugin.append(address, new byte[] {1, 2, 3});
      plugin.damage(address);

      assertThat(frames().read(address.mirror(), new long[] {1}))
          .singleElement()
          .satisfies(frame -> assertThat(frame.bytes()).isEmpty());
    }

    @Test
    void of_a_megabyte_are_read_by_pages() {
      var mirror = mirror("large");
      long[] numbers = new long[70];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i + 1L;
        plugin.append(new FrameAddress(mirror, numbers[i]), new byte[1 << 20]);
      }

      assertThat(frames().read(mirror, numbers)).hasSize(70);
      var count = new int[1];
      frames().readRange(mirror, 1, 70, _ -> count[0]++);
      assertThat(count[0]).isEqualTo(70);
      assertThat(frames().highestSequenceNr(mirror)).isEqualTo(70);
    }
  }

  @Nested
  class The_index_in_Cassandra implements FrameIndexContract {
    @Override
    public FrameIndex index() {
      return journal.index();
    }

    @Test
    void takes_damaged_filters_for_filters_that_say_yes() {
      var mirror = mirror("damaged-filters");
      var event = sampleChange();
      index()
          .write(
              new FrameEntry(new FrameAddress(mirror, 1), FrameSummary.of(List.of(event)), 10),
              List.of(event))
          .toCompletableFuture()
          .join();
      plugin.execute(
          "UPDATE frame_filters SET filters = ? WHERE mirror = ? AND bucket = 0 AND sequence_nr = 1",
          ByteBuffer.wrap(new byte[] {1, 0, 0, 99, 99, 5}),
          mirror.entityId());

      var filters = index().filters(mirror, 1, 1).get(1L);

      assertThat(filters.mayHoldTrace(new TraceId(5, 5))).isTrue();
      assertThat(filters.mayHoldEntity(new EntityRef("no", "such"))).isTrue();
    }

    private static Event sampleChange() {
      return new EntityChange(
          Origin.unknown(),
          new EntityRef("order", "1"),
          Optional.empty(),
          1,
          2,
          SpanContext.none(),
          Attributes.none(),
          0);
    }
  }

  @Nested
  class Keyframes_in_Cassandra implements KeyframeStoreContract {
    @Override
    public KeyframeStore keyframes() {
      return journal.keyframes();
    }
  }

  @Nested
  class Clocks_in_Cassandra implements ClockOffsetsContract {
    @Override
    public ClockOffsets clocks() {
      return journal.clocks();
    }
  }

  @Nested
  class Tiles_in_Cassandra implements TileStoreContract {
    @Override
    public TileStore tiles() {
      return journal.tiles();
    }
  }

  @Nested
  class Term_runs_in_Cassandra implements TermRunsContract {
    @Override
    public TermRuns termRuns() {
      return journal.termRuns();
    }
  }

  @Nested
  class Mirrors_in_Cassandra implements MirrorRegistryContract {
    @Override
    public MirrorRegistry mirrors() {
      return journal.mirrors();
    }
  }

  @Nested
  class Gaps_in_Cassandra implements GapLogContract {
    @Override
    public GapLog gaps() {
      return journal.gaps();
    }
  }

  @Nested
  class A_store_that_is_gone {
    @Test
    void is_reported_as_unavailable_by_every_call() {
      var closed = CassandraJournal.open(connection);
      assertThat(closed.answers()).isTrue();
      closed.close();
      var mirror = mirror("gone");

      assertThat(closed.answers()).isFalse();
      assertThatThrownBy(() -> closed.frames().highestSequenceNr(mirror))
          .isInstanceOf(JournalUnavailableException.class);
      assertThatThrownBy(() -> closed.frames().read(mirror, new long[] {1}))
          .isInstanceOf(JournalUnavailableException.class);
      assertThatThrownBy(() -> closed.index().read(mirror, 1, 1))
          .isInstanceOf(JournalUnavailableException.class);
      assertThat(closed.mirrors().register(mirror))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingRootCause()
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static MirrorId mirror(String name) {
    return new MirrorId(ServiceId.of("shop", name), 0);
  }
}
