package dev.traversion.journal.memory;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockOffsetsContract;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameIndexContract;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.FrameStoreContract;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.GapLogContract;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.KeyframeStoreContract;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.MirrorRegistryContract;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.TermRunsContract;
import dev.traversion.journal.TileStore;
import dev.traversion.journal.TileStoreContract;
import dev.traversion.model.frame.FrameAddress;
import org.junit.jupiter.api.Nested;

class InMemoryStoresTest {
  @Nested
  class Frames_in_memory implements FrameStoreContract {
    private final InMemoryFrameStore store = new InMemoryFrameStore();

    @Override
    public FrameStore frames() {
      return store;
    }

    @Override
    public void append(FrameAddress address, byte[] bytes) {
      store.append(address, bytes);
    }

    @Override
    public void lose(FrameAddress address) {
      store.lose(address);
    }

    @Override
    public void markLost(FrameAddress address) {
      store.markLost(address);
    }
  }

  @Nested
  class The_index_in_memory implements FrameIndexContract {
    private final FrameIndex index = new InMemoryFrameIndex();

    @Override
    public FrameIndex index() {
      return index;
    }
  }

  @Nested
  class Keyframes_in_memory implements KeyframeStoreContract {
    private final KeyframeStore store = new InMemoryKeyframeStore();

    @Override
    public KeyframeStore keyframes() {
      return store;
    }
  }

  @Nested
  class Clocks_in_memory implements ClockOffsetsContract {
    private final ClockOffsets store = new InMemoryClockOffsets();

    @Override
    public ClockOffsets clocks() {
      return store;
    }
  }

  @Nested
  class Tiles_in_memory implements TileStoreContract {
    private final TileStore store = new InMemoryTileStore();

    @Override
    public TileStore tiles() {
      return store;
    }
  }

  @Nested
  class Term_runs_in_memory implements TermRunsContract {
    private final TermRuns runs = new InMemoryTermRuns();

    @Override
    public TermRuns termRuns() {
      return runs;
    }
  }

  @Nested
  class Mirrors_in_memory implements MirrorRegistryContract {
    private final MirrorRegistry registry = new InMemoryMirrorRegistry();

    @Override
    public MirrorRegistry mirrors() {
      return registry;
    }
  }

  @Nested
  class Gaps_in_memory implements GapLogContract {
    private final GapLog log = new InMemoryGapLog();

    @Override
    public GapLog gaps() {
      return log;
    }
  }
}
