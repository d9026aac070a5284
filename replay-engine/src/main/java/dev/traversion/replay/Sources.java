package dev.traversion.replay;

import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.GapLog;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.TermRuns;
import dev.traversion.journal.TileStore;
import dev.traversion.journal.memory.InMemoryClockOffsets;
import dev.traversion.journal.memory.InMemoryTermRuns;
import dev.traversion.journal.memory.InMemoryTileStore;
import java.util.Optional;

/**
 * The stores that history is read from.
 *
 * @param window the only time that they know of, when they are those of an archive
 */
public record Sources(
    MirrorRegistry mirrors,
    FrameIndex index,
    FrameStore frames,
    KeyframeStore keyframes,
    TileStore tiles,
    TermRuns termRuns,
    GapLog gaps,
    OpenFrames open,
    ClockOffsets clocks,
    Optional<ArchiveWindow> window) {

  /** Of a journal, which knows of all time. */
  public Sources(
      MirrorRegistry mirrors,
      FrameIndex index,
      FrameStore frames,
      KeyframeStore keyframes,
      TileStore tiles,
      TermRuns termRuns,
      GapLog gaps,
      OpenFrames open,
      ClockOffsets clocks) {
    this(mirrors, index, frames, keyframes, tiles, termRuns, gaps, open, clocks, Optional.empty());
  }

  /** With term runs and clocks in memory: for history that is read for a while. */
  public Sources(
      MirrorRegistry mirrors,
      FrameIndex index,
      FrameStore frames,
      KeyframeStore keyframes,
      TileStore tiles,
      GapLog gaps,
      OpenFrames open) {
    this(
        mirrors,
        index,
        frames,
        keyframes,
        tiles,
        new InMemoryTermRuns(),
        gaps,
        open,
        new InMemoryClockOffsets());
  }

  /**
   * With tiles, term runs and clocks in memory: for history that is read for a while and then let
   * go of. Its clocks are taken to be right until they are estimated.
   */
  public Sources(
      MirrorRegistry mirrors,
      FrameIndex index,
      FrameStore frames,
      KeyframeStore keyframes,
      GapLog gaps,
      OpenFrames open) {
    this(mirrors, index, frames, keyframes, new InMemoryTileStore(), gaps, open);
  }
}
