package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.TileStore;

/** All stores of one journal in Cassandra, over one session. Thread-safe. */
public final class CassandraJournal implements AutoCloseable {
  private final CqlSession session;
  private final FrameStore frames;
  private final FrameIndex index;
  private final KeyframeStore keyframes;
  private final TileStore tiles;
  private final ClockOffsets clocks;
  private final MirrorRegistry mirrors;
  private final GapLog gaps;
  private final TermRuns termRuns;

  private CassandraJournal(CqlSession session) {
    this.session = session;
    this.frames = new CassandraFrameStore(session);
    this.index = new CassandraFrameIndex(session);
    this.keyframes = new CassandraKeyframeStore(session);
    this.tiles = new CassandraTileStore(session);
    this.clocks = new CassandraClockOffsets(session);
    this.mirrors = new CassandraMirrorRegistry(session);
    this.gaps = new CassandraGapLog(session);
    this.termRuns = new CassandraTermRuns(session);
  }

  /**
   * Connects, checks the schema, and prepares every query.
   *
   * @throws SchemaMismatchException if the schema is not the one this build needs; says the cure
   * @throws JournalUnavailableException if Cassandra does not answer
   */
  public static CassandraJournal open(CassandraConnection connection) {
    SchemaCheck.require(connection);
    var session = connection.openInKeyspace();
    try {
      return new CassandraJournal(session);
    } catch (DriverException e) {
      session.close();
      throw new JournalUnavailableException("preparing the journal's queries failed", e);
    }
  }

  public FrameStore frames() {
    return frames;
  }

  public FrameIndex index() {
    return index;
  }

  public KeyframeStore keyframes() {
    return keyframes;
  }

  public TileStore tiles() {
    return tiles;
  }

  public ClockOffsets clocks() {
    return clocks;
  }

  public MirrorRegistry mirrors() {
    return mirrors;
  }

  public GapLog gaps() {
    return gaps;
  }

  public TermRuns termRuns() {
    return termRuns;
  }

  /** Whether Cassandra answers a read of one row now; for health checks. */
  public boolean answers() {
    try {
      session.execute("SELECT release_version FROM system.local");
      return true;
    } catch (DriverException | IllegalStateException _) {
      return false;
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
