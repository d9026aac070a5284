package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import dev.traversion.replay.parallel.InParallel;
import dev.traversion.replay.timeline.FrameSource;
import dev.traversion.replay.timeline.LaneTiles;
import dev.traversion.replay.timeline.Lanes;
import dev.traversion.replay.timeline.ListedFrames;
import dev.traversion.replay.timeline.Plan;
import dev.traversion.replay.timeline.Pyramid;
import dev.traversion.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Shows mirrors to the timeline: their listed frames, and what is open. */
final class TimelineLanes implements Lanes {
  /** How many of the newest frames may hold what a moment ago was open. */
  private static final int SEALED_SINCE = 4;

  /** How often a mirror is looked at again when its tiles turn out to be newer than the look. */
  private static final int LOOKS = 3;

  private final MirrorRegistry mirrors;
  private final FrameCatalog catalog;
  private final FrameReader frames;
  private final View.Viewer viewer;
  private final Pyramid pyramid;

  TimelineLanes(
      MirrorRegistry mirrors,
      FrameCatalog catalog,
      FrameReader frames,
      View.Viewer viewer,
      Pyramid pyramid) {
    this.mirrors = mirrors;
    this.catalog = catalog;
    this.frames = frames;
    this.viewer = viewer;
    this.pyramid = pyramid;
  }

  Timeline count(
      List<MirrorId> wanted, long fromNanos, long toNanos, int buckets, Missing missing) {
    var plan = Plan.of(fromNanos, toNanos, buckets);
    var lanes = new ArrayList<LaneTiles>();
    if (!wanted.isEmpty()) {
      lanes.addAll(
          InParallel.all(
              wanted.stream()
                  .<Callable<LaneTiles>>map(
                      mirror -> () -> load(mirror, plan, fromNanos, toNanos, missing))
                  .toList()));
    }
    return Pyramid.count(plan, lanes, source(missing));
  }

  private LaneTiles load(
      MirrorId mirror, Plan plan, long fromNanos, long toNanos, Missing missing) {
    LaneTiles tiles;
    int looks = 0;
    do {
      var view = viewer.of(mirror, missing);
      view.noteGaps(missing, fromNanos, toNanos);
      tiles = pyramid.load(plan, new Listed(view.frames()), unsealed(view, missing));
    } while (tiles.isAhead() && ++looks < LOOKS);
    return tiles;
  }

  /** The open events that no listed frame holds: a frame may have been sealed since they were. */
  List<Event> unsealed(View view, Missing missing) {
    if (view.open().isEmpty()) {
      return List.of();
    }
    var unsealed = new HashMap<Recording, Event>();
    long firstRecorded = Long.MAX_VALUE;
    for (var event : view.open()) {
      unsealed.putIfAbsent(Recording.of(event), event);
      firstRecorded = Math.min(firstRecorded, event.recordedAtNanos());
    }
    long first = firstRecorded;
    var sealedSince =
        view.frames().newest(SEALED_SINCE).stream()
            .filter(entry -> entry.summary().maxRecordedNanos() >= first)
            .toList();
    var sealed = ConcurrentHashMap.<Recording>newKeySet();
    frames.each(
        sealedSince,
        missing,
        frame -> {
          for (int row = 0; row < frame.size(); row++) {
            var event = Rows.event(frame, row, missing);
            if (event != null) {
              sealed.add(Recording.of(event));
            }
          }
        });
    unsealed.keySet().removeAll(sealed);
    return List.copyOf(unsealed.values());
  }

  /** One acceptance of an event; a redelivery that was not recognised is another. */
  private record Recording(EventId id, long recordedAtNanos) {
    static Recording of(Event event) {
      return new Recording(event.id(), event.recordedAtNanos());
    }
  }

  private FrameSource source(Missing missing) {
    return (entries, action) -> frames.each(entries, missing, action);
  }

  @Override
  public List<MirrorId> mirrors(String tenant) {
    return mirrors.mirrors(tenant);
  }

  @Override
  public ListedFrames listed(MirrorId mirror) {
    return new Listed(catalog.refresh(mirror));
  }

  /** For the builder, to whom a frame that cannot be read is no news: tiles say which they lack. */
  @Override
  public FrameSource frames() {
    return source(new Missing());
  }

  private record Listed(MirrorFrames frames) implements ListedFrames {
    @Override
    public MirrorId mirror() {
      return frames.mirror();
    }

    @Override
    public long highest() {
      return frames.highest();
    }

    @Override
    public Optional<FrameEntry> entry(long sequenceNr) {
      return frames.entry(sequenceNr);
    }

    @Override
    public List<FrameEntry> after(long sequenceNr, long fromNanos, long lastNanos) {
      return frames.addingTo(
          Long.MAX_VALUE,
          sequenceNr,
          SequenceRanges.none(),
          lastNanos,
          entry ->
              entry.address().sequenceNr() > sequenceNr
                  && entry.summary().maxOccurredNanos() >= fromNanos);
    }

    @Override
    public List<FrameEntry> occurringIn(long fromNanos, long lastNanos) {
      return frames.occurringIn(fromNanos, lastNanos, _ -> true);
    }
  }
}
