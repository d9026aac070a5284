package dev.traversion.replay;

import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.Matching;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.PauseReader.Parts;
import dev.traversion.replay.cut.ClockBuilder;
import dev.traversion.replay.cut.ClockReading;
import dev.traversion.replay.cut.Clocks;
import dev.traversion.replay.keyframe.KeyframePolicy;
import dev.traversion.replay.keyframe.Keyframes;
import dev.traversion.replay.keyframe.TierBuilder;
import dev.traversion.replay.parallel.InParallel;
import dev.traversion.replay.servicemap.ServiceMap;
import dev.traversion.replay.timeline.LostTiles;
import dev.traversion.replay.timeline.Pyramid;
import dev.traversion.replay.timeline.TileBuilder;
import dev.traversion.replay.timeline.TilePolicy;
import dev.traversion.replay.timeline.Timeline;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * History, read from the journal's stores. Thread-safe; one instance serves everybody, since it
 * holds the caches.
 */
public final class ReplayEngine implements History, EventSweep {
  private static final int MOST_OF_A_TRACE = 10_000;
  private static final int MOST_CALLS_OF_A_MAP = 200_000;

  private final Sources sources;
  private final SharedReads<String, RegisteredServices> registered = new SharedReads<>();
  private final View.Viewer viewer;
  private final FrameReader frames;
  private final StateReader states;
  private final EventSearch search;
  private final EntityPages entityPages;
  private final MatchCounter matches;
  private final MapReader maps;
  private final TimelineLanes timelines;
  private final KeyframeBuilder keyframeBuilder;
  private final TermRunBuilder termRunBuilder;
  private final TileBuilder tileBuilder;
  private final CutReader cuts;
  private final PauseReader pauses;
  private final DiffReader diffs;
  private final ClockBuilder clockBuilder;

  /**
   * @param clock tells when a hole was noticed
   */
  public ReplayEngine(Sources sources, ReplaySettings settings, InstantSource clock) {
    this(sources, settings, clock, System::nanoTime, KeyframePolicy.defaults());
  }

  /**
   * @param clock tells when a hole was noticed
   * @param nanoClock measures how long a search takes
   */
  ReplayEngine(
      Sources sources,
      ReplaySettings settings,
      InstantSource clock,
      LongSupplier nanoClock,
      KeyframePolicy policy) {
    this(sources, settings, clock, nanoClock, policy, TilePolicy.defaults());
  }

  /**
   * @param clock tells when a hole was noticed, and how long frames have waited for tiles
   * @param nanoClock measures how long a search takes
   */
  ReplayEngine(
      Sources sources,
      ReplaySettings settings,
      InstantSource clock,
      LongSupplier nanoClock,
      KeyframePolicy policy,
      TilePolicy tilePolicy) {
    this.sources = sources;
    var catalog = new FrameCatalog(sources.index(), settings, nanoClock);
    this.frames = new FrameReader(sources.frames(), settings, clock);
    var filters = new FilterCache(sources.index(), settings);
    var keyframes =
        new Keyframes(
            sources.keyframes(),
            settings.vitalsWindow(),
            settings.holeRecheck(),
            settings.keyframeBytes(),
            nanoClock);
    this.viewer = new View.Viewer(sources.open(), catalog, sources.gaps(), settings, nanoClock);
    this.states = new StateReader(viewer, frames, filters, sources.index(), keyframes, settings);
    var sieve = new FrameSieve(new TermSlices(sources.termRuns(), settings, nanoClock));
    var finder = new Candidates.Finder(sieve, filters);
    this.search = new EventSearch(frames, finder, settings, nanoClock);
    this.entityPages = new EntityPages(settings, nanoClock);
    this.termRunBuilder = new TermRunBuilder(sources, catalog);
    this.maps = new MapReader(frames, settings, nanoClock, MOST_CALLS_OF_A_MAP);
    var lost = new LostTiles();
    this.timelines =
        new TimelineLanes(
            sources.mirrors(),
            catalog,
            frames,
            viewer,
            new Pyramid(sources.tiles(), settings.tileBytes(), nanoClock, lost));
    this.matches = new MatchCounter(frames, finder, timelines::unsealed, settings, nanoClock);
    this.tileBuilder = new TileBuilder(sources.tiles(), timelines, tilePolicy, clock, lost);
    var clocks = new Clocks(sources.clocks(), nanoClock);
    this.cuts = new CutReader(viewer, frames, clocks);
    this.clockBuilder =
        new ClockBuilder(
            sources.mirrors(), sources.index(), sources.frames(), sources.clocks(), clocks);
    this.pauses = new PauseReader(viewer, states, cuts, settings);
    this.diffs = new DiffReader(cuts, pauses, settings);
    this.keyframeBuilder =
        new KeyframeBuilder(
            sources.mirrors(), policy, catalog, frames, new TierBuilder(keyframes, policy));
  }

  /** Builds the keyframes that this engine then uses; the node says when. */
  public KeyframeBuilder keyframeBuilder() {
    return keyframeBuilder;
  }

  /** Builds the term runs that searches then use; the node says when. */
  public TermRunBuilder termRunBuilder() {
    return termRunBuilder;
  }

  /** Builds the tiles that timelines are answered from; the node says when. */
  public TileBuilder tileBuilder() {
    return tileBuilder;
  }

  /** Estimates the clocks that this engine then corrects by; the node says when. */
  public ClockBuilder clockBuilder() {
    return clockBuilder;
  }

  @Override
  public ClockReading clock(ServiceId service, long atNanos) {
    return cuts.clock(service, atNanos);
  }

  @Override
  public Clocking clocking(String tenant) {
    return cuts.clocking(registered(tenant).lanes().keySet());
  }

  @Override
  public long common(ServiceId service, long localNanos) {
    return cuts.common(service, localNanos);
  }

  @Override
  public Answer<List<ServiceOverview>> services(String tenant) {
    var missing = new Missing();
    var tasks =
        registered(tenant).lanes().entrySet().stream()
            .<Callable<Optional<ServiceOverview>>>map(
                service -> () -> overview(service.getKey(), service.getValue(), missing))
            .toList();
    var overviews = tasks.isEmpty() ? List.<Optional<ServiceOverview>>of() : InParallel.all(tasks);
    return missing.answer(overviews.stream().flatMap(Optional::stream).toList());
  }

  @Override
  public Answer<ServiceState> rehydrate(ServiceId service, long atNanos) {
    var missing = new Missing();
    return missing.answer(state(service, atNanos, missing));
  }

  @Override
  public Answer<Map<ServiceId, ServiceState>> rehydrateAll(String tenant, long atNanos) {
    var missing = new Missing();
    return missing.answer(ofEach(tenant, atNanos, Parts.ALL, missing));
  }

  @Override
  public Answer<Map<ServiceId, ServiceState>> situations(String tenant, long atNanos) {
    var missing = new Missing();
    return missing.answer(ofEach(tenant, atNanos, Parts.ALL_BUT_ENTITIES, missing));
  }

  @Override
  public Answer<Situation> situation(ServiceId service, long atNanos) {
    var missing = new Missing();
    var all = registered(service.tenant());
    var lanes = all.of(service);
    var cut = cuts.of(all, service, atNanos, missing);
    var state = pauses.state(service, lanes, cut, Parts.ALL_BUT_ENTITIES, missing);
    var living = pauses.livingByType(service, lanes, cut, missing);
    return missing.answer(new Situation(state, living));
  }

  private Map<ServiceId, ServiceState> ofEach(
      String tenant, long atNanos, Parts parts, Missing missing) {
    var services = registered(tenant).lanes();
    var cut = cuts.at(services, services.keySet(), atNanos, missing);
    var tasks =
        services.entrySet().stream()
            .<Callable<ServiceState>>map(
                lanes ->
                    () ->
                        pauses.state(
                            lanes.getKey(),
                            lanes.getValue(),
                            cut.of(lanes.getKey()),
                            parts,
                            missing))
            .toList();
    var found = tasks.isEmpty() ? List.<ServiceState>of() : InParallel.all(tasks);
    var states = new TreeMap<ServiceId, ServiceState>();
    int i = 0;
    for (var service : services.keySet()) {
      states.put(service, found.get(i++));
    }
    return states;
  }

  @Override
  public Answer<Optional<EntityState>> entity(ServiceId service, EntityRef entity, long atNanos) {
    var missing = new Missing();
    var all = registered(service.tenant());
    return missing.answer(pauses.entity(all, service, entity, atNanos, missing));
  }

  @Override
  public Answer<Page<EntityState>> entities(
      ServiceId service, long atNanos, EntityFilter filter, Optional<String> cursor, int limit) {
    Cursor.checkLimit(limit, Page.MAX_LIMIT);
    var after = Cursor.entity(cursor);
    var missing = new Missing();
    var all = registered(service.tenant());
    var lanes = all.of(service);
    var cut = cuts.of(all, service, atNanos, missing);
    var wanted = new StateReader.Wanted(cut.localNanos(), after, filter);
    return missing.answer(
        pauses.entities(
            service,
            lanes,
            wanted,
            cut,
            missing,
            stream -> entityPages.first(stream, filter, limit, missing)));
  }

  @Override
  public Answer<Page<EntityChange>> entityHistory(
      ServiceId service,
      EntityRef entity,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit) {
    var query =
        new EventQuery(
            service.tenant(),
            Set.of(service),
            fromNanos,
            toNanos,
            Set.of(EventKind.ENTITY_CHANGE),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(entity),
            true);
    var found = events(query, cursor, limit);
    var changes =
        found.value().items().stream()
            .map(RecordedEvent::event)
            .filter(EntityChange.class::isInstance)
            .map(EntityChange.class::cast)
            .toList();
    return new Answer<>(new Page<>(changes, found.value().next()), found.completeness());
  }

  @Override
  public Answer<Page<RecordedEvent>> events(EventQuery query, Optional<String> cursor, int limit) {
    Cursor.checkLimit(limit, Page.MAX_LIMIT);
    var after = Cursor.event(cursor, query.newestFirst());
    var missing = new Missing();
    noteReach(query.fromNanos(), query.toNanos(), missing);
    var page = search.find(query, after, limit, views(query, missing), missing);
    cuts.fetchClocks(page.items());
    return missing.answer(page);
  }

  @Override
  public Completeness sweep(EventQuery query, Visitor visitor) throws IOException {
    var missing = new Missing();
    noteReach(query.fromNanos(), query.toNanos(), missing);
    var filter = EventFilter.of(query, Optional.empty());
    var wanted = RegisteredServices.of(registered(query.tenant()).of(query.services()));
    for (var lanes : wanted.lanes().entrySet()) {
      if (!filter.isEmpty()) {
        var views = viewer.of(lanes.getValue(), missing);
        new WindowSweep(frames, filter, visitor, missing).go(lanes.getKey(), views);
      }
    }
    return missing.answer(query).completeness();
  }

  @Override
  public Answer<MatchingTimeline> timeline(EventQuery query, int buckets) {
    checkWindow(query.fromNanos(), query.toNanos(), buckets);
    var missing = new Missing();
    noteReach(query.fromNanos(), query.toNanos(), missing);
    return missing.answer(matches.count(query, buckets, views(query, missing), missing));
  }

  /** Of the mirrors that may hold what a query wants. */
  private List<View> views(EventQuery query, Missing missing) {
    return viewer.of(
        registered(query.tenant()).of(query.services()).stream()
            .filter(mirror -> Matching.mayMatchIn(query.condition(), mirror.service()))
            .toList(),
        missing);
  }

  @Override
  public Answer<List<RecordedEvent>> trace(String tenant, TraceId trace, int limit) {
    Cursor.checkLimit(limit, MOST_OF_A_TRACE);
    var query =
        new EventQuery(
            tenant,
            Set.of(),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Set.of(),
            false,
            Optional.empty(),
            Optional.of(trace),
            Optional.empty(),
            false);
    var missing = new Missing();
    noteReach(query.fromNanos(), query.toNanos(), missing);
    var views = viewer.of(registered(tenant).mirrors(), missing);
    var events = search.find(query, Optional.empty(), limit, views, missing).items();
    cuts.fetchClocks(events);
    return missing.answer(events);
  }

  @Override
  public Answer<StateDiff> diff(ServiceId service, long fromNanos, long toNanos) {
    var missing = new Missing();
    var all = registered(service.tenant());
    return missing.answer(diffs.between(all, service, fromNanos, toNanos, missing));
  }

  @Override
  public Answer<Timeline> timeline(
      String tenant, List<ServiceId> services, long fromNanos, long toNanos, int buckets) {
    checkWindow(fromNanos, toNanos, buckets);
    var missing = new Missing();
    noteReach(fromNanos, toNanos, missing);
    var wanted = registered(tenant).of(Set.copyOf(services));
    return missing.answer(timelines.count(wanted, fromNanos, toNanos, buckets, missing));
  }

  @Override
  public Answer<Page<DeployedTo>> deployments(
      String tenant,
      List<ServiceId> services,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit) {
    var query =
        new EventQuery(
            tenant,
            Set.copyOf(services),
            fromNanos,
            toNanos,
            Set.of(EventKind.DEPLOYMENT),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);
    var found = events(query, cursor, limit);
    var deployments = new ArrayList<DeployedTo>();
    for (var recorded : found.value().items()) {
      if (recorded.event() instanceof Deployment deployment) {
        deployments.add(new DeployedTo(recorded.service(), deployment));
      }
    }
    return new Answer<>(new Page<>(deployments, found.value().next()), found.completeness());
  }

  @Override
  public Answer<ServiceMap> map(String tenant, long atNanos, long windowNanos) {
    if (windowNanos <= 0) {
      throw new IllegalArgumentException("a window is longer than nothing: " + windowNanos);
    }
    var missing = new Missing();
    var services = registered(tenant);
    var views = new TreeMap<ServiceId, List<View>>();
    viewer
        .of(services.mirrors(), missing)
        .forEach(
            view ->
                views.computeIfAbsent(view.mirror().service(), _ -> new ArrayList<>()).add(view));
    return missing.answer(maps.map(views, atNanos, windowNanos, missing));
  }

  private static void checkWindow(long fromNanos, long toNanos, int buckets) {
    Cursor.checkLimit(buckets, Timeline.MAX_BUCKETS);
    if (fromNanos >= toNanos || toNanos - fromNanos < 0) {
      throw new IllegalArgumentException("the window ends before it begins, or is too long");
    }
  }

  private ServiceState state(ServiceId service, long atNanos, Missing missing) {
    var all = registered(service.tenant());
    var lanes = all.of(service);
    var cut = cuts.of(all, service, atNanos, missing);
    return pauses.state(service, lanes, cut, Parts.ALL, missing);
  }

  /** Says so when a question asks for events from outside of what an archive knows. */
  private void noteReach(long fromNanos, long toNanos, Missing missing) {
    if (sources.window().isPresent()
        && fromNanos < toNanos
        && !(sources.window().get().contains(fromNanos)
            && sources.window().get().contains(toNanos - 1))) {
      missing.beyondArchive();
    }
  }

  /** Empty when nothing was recorded of the service yet, though it has a mirror. */
  private Optional<ServiceOverview> overview(
      ServiceId service, List<MirrorId> lanes, Missing missing) {
    var views = viewer.of(lanes, missing);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long events = 0;
    for (var view : views) {
      first = Math.min(first, view.frames().minOccurredNanos());
      last = Math.max(last, view.frames().maxOccurredNanos());
      events += view.frames().events();
      for (var event : view.open()) {
        first = Math.min(first, event.occurredAtNanos());
        last = Math.max(last, event.occurredAtNanos());
      }
      if (view.frames().isEmpty()) {
        events += view.open().size();
      }
    }
    if (first > last) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceOverview(
            service,
            lanes.size(),
            withinReach(first),
            withinReach(last),
            events,
            version(service, views, missing)));
  }

  /** Of an archive only the window can be asked about, whatever times its events have. */
  private long withinReach(long nanos) {
    return sources.window().map(window -> window.nearest(nanos)).orElse(nanos);
  }

  private String version(ServiceId service, List<View> views, Missing missing) {
    var latest =
        new EventQuery(
            service.tenant(),
            Set.of(service),
            Long.MIN_VALUE,
            sources.window().map(window -> window.toNanos() + 1).orElse(Long.MAX_VALUE),
            Set.of(EventKind.DEPLOYMENT),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);
    return search.find(latest, Optional.empty(), 1, views, missing).items().stream()
        .map(RecordedEvent::event)
        .filter(Deployment.class::isInstance)
        .map(event -> ((Deployment) event).version())
        .findFirst()
        .orElse("");
  }

  private RegisteredServices registered(String tenant) {
    return registered.read(
        tenant, wanted -> RegisteredServices.of(sources.mirrors().mirrors(wanted)));
  }
}
