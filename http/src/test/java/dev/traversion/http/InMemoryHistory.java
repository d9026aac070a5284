package dev.traversion.http;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.Subject;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.ServiceState;
import dev.traversion.replay.Answer;
import dev.traversion.replay.Completeness;
import dev.traversion.replay.EntityFilter;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.MatchingTimeline;
import dev.traversion.replay.Page;
import dev.traversion.replay.RecordedEvent;
import dev.traversion.replay.ServiceOverview;
import dev.traversion.replay.StateDiff;
import dev.traversion.replay.UnknownServiceException;
import dev.traversion.replay.cut.ClockReading;
import dev.traversion.replay.servicemap.MapJoin;
import dev.traversion.replay.servicemap.SeenCall;
import dev.traversion.replay.servicemap.ServiceMap;
import dev.traversion.replay.timeline.KindCounts;
import dev.traversion.replay.timeline.Latency;
import dev.traversion.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** History by the simplest means: all events in a list, folded anew for each question. */
final class InMemoryHistory implements History {
  private static final Comparator<RecordedEvent> BY_TIME =
      Comparator.<RecordedEvent>comparingLong(recorded -> recorded.event().occurredAtNanos())
          .thenComparing(recorded -> recorded.event().id());

  private final SortedMap<ServiceId, List<Event>> events = new TreeMap<>();
  private final Map<ServiceId, Long> ahead = new ConcurrentHashMap<>();
  private volatile Completeness completeness = Completeness.whole();
  private volatile Runnable before = () -> {};

  synchronized void add(ServiceId service, Event event) {
    events.computeIfAbsent(service, _ -> new ArrayList<>()).add(event);
  }

  /** Forgets everything, and what tests have asked for. */
  synchronized void clear() {
    events.clear();
    completeness = Completeness.whole();
    before = () -> {};
    ahead.clear();
  }

  /** What every answer says it lacks from now on. */
  void lacks(Completeness missing) {
    completeness = missing;
  }

  /** Runs before every question from now on. */
  void before(Runnable action) {
    before = action;
  }

  /** From now on this service's clock is so much ahead. */
  void clockIsAhead(ServiceId service, long nanos) {
    ahead.put(service, nanos);
  }

  @Override
  public ClockReading clock(ServiceId service, long atNanos) {
    var offset = ahead.get(service);
    return offset == null
        ? ClockReading.unknown(atNanos)
        : new ClockReading(atNanos + offset, offset, OptionalLong.of(1_000), 5);
  }

  @Override
  public long common(ServiceId service, long localNanos) {
    return localNanos - ahead.getOrDefault(service, 0L);
  }

  @Override
  public Answer<List<ServiceOverview>> services(String tenant) {
    return answer(
        all().entrySet().stream()
            .map(
                entry -> {
                  var times =
                      entry.getValue().stream()
                          .mapToLong(Event::occurredAtNanos)
                          .summaryStatistics();
                  return new ServiceOverview(
                      entry.getKey(),
                      1,
                      times.getMin(),
                      times.getMax(),
                      times.getCount(),
                      fold(entry.getKey(), Long.MAX_VALUE - 1)
                          .running()
                          .map(running -> running.version())
                          .orElse(""));
                })
            .toList());
  }

  @Override
  public Answer<ServiceState> rehydrate(ServiceId service, long atNanos) {
    return answer(fold(service, atNanos));
  }

  @Override
  public Answer<Map<ServiceId, ServiceState>> rehydrateAll(String tenant, long atNanos) {
    var states = new TreeMap<ServiceId, ServiceState>();
    all().keySet().forEach(service -> states.put(service, fold(service, atNanos)));
    return answer(states);
  }

  @Override
  public Answer<Map<ServiceId, ServiceState>> situations(String tenant, long atNanos) {
    return rehydrateAll(tenant, atNanos);
  }

  @Override
  public Answer<Situation> situation(ServiceId service, long atNanos) {
    var state = fold(service, atNanos);
    var living = new TreeMap<String, Long>();
    state.entities().values().stream()
        .filter(entity -> !entity.isDeleted())
        .forEach(entity -> living.merge(entity.entity().type(), 1L, Long::sum));
    return answer(new Situation(state, living));
  }

  @Override
  public Answer<Optional<EntityState>> entity(ServiceId service, EntityRef entity, long atNanos) {
    return answer(Optional.ofNullable(fold(service, atNanos).entities().get(entity)));
  }

  @Override
  public Answer<Page<EntityState>> entities(
      ServiceId service, long atNanos, EntityFilter filter, Optional<String> cursor, int limit) {
    return answer(
        page(
            fold(service, atNanos).entities().values().stream()
                .filter(state -> !state.isDeleted())
                .filter(state -> filter.matches(state.entity()))
                .toList(),
            cursor,
            limit));
  }

  @Override
  public Answer<Page<EntityChange>> entityHistory(
      ServiceId service,
      EntityRef entity,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit) {
    return answer(
        page(
            in(service, fromNanos, toNanos)
                .filter(event -> event instanceof EntityChange)
                .map(event -> (EntityChange) event)
                .filter(change -> change.entity().equals(entity))
                .sorted(Comparator.comparingLong(EntityChange::occurredAtNanos).reversed())
                .toList(),
            cursor,
            limit));
  }

  @Override
  public Answer<Page<RecordedEvent>> events(EventQuery query, Optional<String> cursor, int limit) {
    return answer(
        page(
            matching(query).sorted(query.newestFirst() ? BY_TIME.reversed() : BY_TIME).toList(),
            cursor,
            limit));
  }

  private Stream<RecordedEvent> matching(EventQuery query) {
    return recorded(query.fromNanos(), query.toNanos())
        .filter(
            recorded -> query.services().isEmpty() || query.services().contains(recorded.service()))
        .filter(recorded -> matches(query, recorded.event()))
        .filter(
            recorded ->
                Matching.matches(
                    query.condition(), Subject.of(recorded.service(), recorded.event())));
  }

  private static boolean matches(EventQuery query, Event event) {
    return (query.kinds().isEmpty() || query.kinds().contains(event.kind()))
        && (!query.errorsOnly() || event.isError())
        && (query.operation().isEmpty()
            || (event instanceof Call call && call.name().equals(query.operation().get())))
        && (query.trace().isEmpty() || event.context().traceId().equals(query.trace().get()))
        && (query.entity().isEmpty()
            || (event instanceof EntityChange change
                && change.entity().equals(query.entity().get())));
  }

  @Override
  public Answer<List<RecordedEvent>> trace(String tenant, TraceId trace, int limit) {
    return answer(
        recorded(Long.MIN_VALUE, Long.MAX_VALUE)
            .filter(recorded -> recorded.event().context().traceId().equals(trace))
            .sorted(BY_TIME)
            .limit(limit)
            .toList());
  }

  @Override
  public Answer<StateDiff> diff(ServiceId service, long fromNanos, long toNanos) {
    return answer(StateDiff.between(fold(service, fromNanos), fold(service, toNanos)));
  }

  @Override
  public Answer<Timeline> timeline(
      String tenant, List<ServiceId> services, long fromNanos, long toNanos, int buckets) {
    return answer(
        timeline(
            recorded(fromNanos, toNanos)
                .filter(recorded -> services.isEmpty() || services.contains(recorded.service()))
                .toList(),
            fromNanos,
            toNanos,
            buckets));
  }

  /** The clock is up a third of the way where a test says that time is. */
  @Override
  public Answer<MatchingTimeline> timeline(EventQuery query, int buckets) {
    long third = query.fromNanos() + (query.toNanos() - query.fromNanos()) / 3;
    return answer(
        new MatchingTimeline(
            timeline(matching(query).toList(), query.fromNanos(), query.toNanos(), buckets),
            completeness.timeBudgetSpent() ? OptionalLong.of(third) : OptionalLong.empty()));
  }

  private static Timeline timeline(
      List<RecordedEvent> counted, long fromNanos, long toNanos, int buckets) {
    long bucketNanos = Math.ceilDiv(toNanos - fromNanos, buckets);
    return new Timeline(
        fromNanos,
        bucketNanos,
        IntStream.range(0, buckets)
            .mapToObj(
                bucket ->
                    bucket(
                        counted,
                        fromNanos + bucket * bucketNanos,
                        fromNanos + (bucket + 1) * bucketNanos))
            .toList());
  }

  private static Timeline.Bucket bucket(List<RecordedEvent> counted, long fromNanos, long toNanos) {
    var inside =
        counted.stream()
            .map(RecordedEvent::event)
            .filter(event -> event.occurredAtNanos() >= fromNanos)
            .filter(event -> event.occurredAtNanos() < toNanos)
            .toList();
    var counts = new long[EventKind.values().length];
    inside.forEach(event -> counts[event.kind().ordinal()]++);
    long longest =
        inside.stream()
            .filter(event -> event instanceof Call)
            .mapToLong(event -> ((Call) event).endNanos() - ((Call) event).startNanos())
            .max()
            .orElse(0);
    return new Timeline.Bucket(
        fromNanos,
        KindCounts.of(counts),
        inside.stream().filter(Event::isError).count(),
        new Latency(longest / 2, longest, longest, longest));
  }

  @Override
  public Answer<Page<DeployedTo>> deployments(
      String tenant,
      List<ServiceId> services,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit) {
    return answer(
        page(
            recorded(fromNanos, toNanos)
                .filter(recorded -> recorded.event() instanceof Deployment)
                .filter(recorded -> services.isEmpty() || services.contains(recorded.service()))
                .sorted(BY_TIME.reversed())
                .map(recorded -> new DeployedTo(recorded.service(), (Deployment) recorded.event()))
                .toList(),
            cursor,
            limit));
  }

  @Override
  public Answer<ServiceMap> map(String tenant, long atNanos, long windowNanos) {
    var join = new MapJoin(atNanos, windowNanos, ServiceMap.Bounds.defaults());
    all()
        .forEach(
            (service, recorded) -> {
              var past =
                  recorded.stream().filter(event -> event.occurredAtNanos() <= atNanos).toList();
              if (past.isEmpty()) {
                return;
              }
              var version = fold(service, atNanos).running().map(running -> running.version());
              long last = past.stream().mapToLong(Event::occurredAtNanos).max().orElseThrow();
              join.add(service, version.orElse(""), last);
              past.stream()
                  .filter(Call.class::isInstance)
                  .forEach(event -> join.add(service, SeenCall.of((Call) event)));
            });
    return answer(join.join());
  }

  private <T> Answer<T> answer(T value) {
    before.run();
    return new Answer<>(value, completeness);
  }

  private synchronized SortedMap<ServiceId, List<Event>> all() {
    return new TreeMap<>(events);
  }

  private Stream<RecordedEvent> recorded(long fromNanos, long toNanos) {
    return all().keySet().stream()
        .flatMap(
            service ->
                in(service, fromNanos, toNanos).map(event -> new RecordedEvent(service, event)));
  }

  private Stream<Event> in(ServiceId service, long fromNanos, long toNanos) {
    var mine = all().get(service);
    if (mine == null) {
      throw new UnknownServiceException(service);
    }
    return List.copyOf(mine).stream()
        .filter(event -> event.occurredAtNanos() >= fromNanos)
        .filter(event -> event.occurredAtNanos() < toNanos);
  }

  private ServiceState fold(ServiceId service, long atNanos) {
    return Fold.upTo(atNanos).addAll(in(service, Long.MIN_VALUE, Long.MAX_VALUE).toList()).finish();
  }

  private static <T> Page<T> page(List<T> items, Optional<String> cursor, int limit) {
    int from = cursor.map(Integer::parseInt).orElse(0);
    int to = Math.min(items.size(), from + limit);
    return new Page<>(
        items.subList(from, to),
        to < items.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
  }
}
