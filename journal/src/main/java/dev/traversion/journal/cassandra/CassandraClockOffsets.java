package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** What is known of clocks, in Cassandra. Thread-safe. */
final class CassandraClockOffsets implements ClockOffsets {
  /** Writes under way for one caller. */
  private static final int AHEAD = 16;

  /** Windows of one service that are written together: about 10 KiB. */
  private static final int WINDOWS_AT_ONCE = 128;

  private final InsertClockWindows insertWindows;
  private final SelectClockWindows selectWindows;
  private final SelectKnownClockWindow selectKnown;
  private final SelectClockOff selectOff;
  private final InsertClockProgress insertProgress;
  private final SelectClockProgress selectProgress;

  CassandraClockOffsets(CqlSession session) {
    this.insertWindows = new InsertClockWindows(session);
    this.selectWindows = new SelectClockWindows(session);
    this.selectKnown = new SelectKnownClockWindow(session);
    this.selectOff = new SelectClockOff(session);
    this.insertProgress = new InsertClockProgress(session);
    this.selectProgress = new SelectClockProgress(session);
  }

  @Override
  public void write(List<ClockWindow> windows) {
    new Ahead(AHEAD).run("writing clock offsets", mutations(windows), insertWindows::tell, _ -> {});
  }

  /** Windows of one service each. Every mutation waits for the commit log, however small it is. */
  private static List<List<ClockWindow>> mutations(List<ClockWindow> windows) {
    var open = new HashMap<ServiceId, List<ClockWindow>>();
    var mutations = new ArrayList<List<ClockWindow>>();
    for (var window : windows) {
      var mutation = open.get(window.service());
      if (mutation == null || mutation.size() == WINDOWS_AT_ONCE) {
        mutation = new ArrayList<>();
        open.put(window.service(), mutation);
        mutations.add(mutation);
      }
      mutation.add(window);
    }
    return mutations;
  }

  @Override
  public List<ClockWindow> read(ServiceId service, long fromNanos, long toNanos) {
    var windows = new ArrayList<ClockWindow>();
    Pages.forEach(
        "reading clock offsets",
        Edge.attempt(() -> selectWindows.ask(service, fromNanos, toNanos)),
        row -> windows.add(SelectClockWindows.map(service, row)));
    return List.copyOf(windows);
  }

  @Override
  public Optional<ClockWindow> lastKnownBefore(ServiceId service, long nanos) {
    return Edge.await(
        "reading a clock offset", Edge.attempt(() -> selectKnown.before(service, nanos)));
  }

  @Override
  public Optional<ClockWindow> firstKnownFrom(ServiceId service, long nanos) {
    return Edge.await(
        "reading a clock offset", Edge.attempt(() -> selectKnown.from(service, nanos)));
  }

  @Override
  public boolean isEverOff(ServiceId service) {
    return Edge.await("looking for clock offsets", Edge.attempt(() -> selectOff.ask(service)));
  }

  @Override
  public void writeProgress(MirrorId mirror, long sequenceNr) {
    var _ =
        Edge.await(
            "writing the progress of clock offsets",
            Edge.attempt(() -> insertProgress.tell(mirror, sequenceNr)));
  }

  @Override
  public long progress(MirrorId mirror) {
    return Edge.await(
        "reading the progress of clock offsets", Edge.attempt(() -> selectProgress.ask(mirror)));
  }
}
