package dev.traversion.replay.anomaly;

import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.Answer;
import dev.traversion.replay.Completeness;
import dev.traversion.replay.History;
import dev.traversion.replay.ServiceOverview;
import dev.traversion.replay.UnknownServiceException;
import dev.traversion.replay.timeline.Level;
import dev.traversion.replay.timeline.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the buckets in which a service was unlike before. Each service is compared with itself; a
 * run of such buckets is one find, told by its first. Thread-safe; calls block.
 */
public final class Anomalies {
  /** How long one search may take, where nobody says. */
  public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(5);

  /** Buckets that are looked at together, besides those before them. */
  private static final int STRIDE = Timeline.MAX_BUCKETS - Baseline.BEFORE - 1;

  private final History history;
  private final LongSupplier nanoClock;
  private final long budgetNanos;

  public Anomalies(History history) {
    this(history, System::nanoTime, DEFAULT_BUDGET);
  }

  /**
   * @param nanoClock measures how long a search takes
   */
  public Anomalies(History history, LongSupplier nanoClock, Duration budget) {
    this.history = history;
    this.nanoClock = nanoClock;
    this.budgetNanos = budget.toNanos();
  }

  /**
   * The earliest anomaly that begins after an instant.
   *
   * @param services empty: any of the tenant's
   * @return empty where there is none, or, as the completeness then says, none was found in time
   * @throws UnknownServiceException if one of the services is not recorded
   */
  public Answer<Optional<AnomalyBucket>> next(
      String tenant, List<ServiceId> services, Level level, long fromNanos) {
    return new Search(level, fromNanos, true).among(tenant, services);
  }

  /** As {@link #next}, the latest that begins before an instant. */
  public Answer<Optional<AnomalyBucket>> previous(
      String tenant, List<ServiceId> services, Level level, long fromNanos) {
    return new Search(level, fromNanos, false).among(tenant, services);
  }

  /**
   * What is unusual in each bucket of a window, of the services taken together.
   *
   * @param services empty: all of the tenant
   * @return a list for each bucket, mostly empty
   */
  public List<List<Deviation>> mark(String tenant, List<ServiceId> services, Timeline shown) {
    int size = shown.buckets().size();
    long width = shown.bucketNanos();
    long from = shown.fromNanos() - Baseline.BEFORE * width;
    var series = new ArrayList<Timeline.Bucket>();
    if (from < shown.fromNanos()) { // else before the beginning of time
      series.addAll(
          history
              .timeline(tenant, services, from, shown.fromNanos(), Baseline.BEFORE)
              .value()
              .buckets());
    }
    int first = series.size();
    series.addAll(shown.buckets());
    var marks = new ArrayList<List<Deviation>>();
    for (int i = 0; i < size; i++) {
      marks.add(Baseline.compare(series, first + i, width));
    }
    return marks;
  }

  /** One question: a walk along the time line, away from an instant. */
  private final class Search {
    private final Level level;
    private final long width;
    private final long fromNanos;
    private final boolean forward;
    private final long deadline = nanoClock.getAsLong() + budgetNanos;
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final Set<FrameAddress> damaged = new LinkedHashSet<>();
    private final Set<MirrorId> silent = new LinkedHashSet<>();
    private boolean outOfTime;
    private boolean beyondArchive;

    Search(Level level, long fromNanos, boolean forward) {
      this.level = level;
      this.width = level.widthNanos();
      this.fromNanos = fromNanos;
      this.forward = forward;
    }

    Answer<Optional<AnomalyBucket>> among(String tenant, List<ServiceId> services) {
      Optional<AnomalyBucket> nearest = Optional.empty();
      for (var overview : wanted(ask(history.services(tenant)), services)) {
        var found = of(overview, nearest);
        nearest = found.isPresent() ? found : nearest;
      }
      var lacking =
          new Completeness(
              List.copyOf(gaps),
              List.copyOf(damaged),
              List.copyOf(silent),
              outOfTime,
              beyondArchive);
      return new Answer<>(nearest, lacking.isWhole() ? Completeness.whole() : lacking);
    }

    private List<ServiceOverview> wanted(List<ServiceOverview> known, List<ServiceId> services) {
      if (services.isEmpty()) {
        return known;
      }
      var wanted = new ArrayList<ServiceOverview>();
      for (var service : services) {
        wanted.add(
            known.stream()
                .filter(overview -> overview.service().equals(service))
                .findFirst()
                .orElseThrow(() -> new UnknownServiceException(service)));
      }
      return wanted;
    }

    /** The nearest of one service, if it is nearer than what was found already. */
    private Optional<AnomalyBucket> of(ServiceOverview overview, Optional<AnomalyBucket> other) {
      // Numbers of buckets, the last exclusive: the service's history on the wanted side.
      long first =
          Math.max(
              Math.floorDiv(overview.firstOccurredNanos(), width),
              Math.floorDiv(Long.MIN_VALUE, width) + Baseline.BEFORE + 2);
      long end =
          Math.min(
              Math.floorDiv(overview.lastOccurredNanos(), width) + 1,
              Math.floorDiv(Long.MAX_VALUE, width));
      if (forward) {
        first = Math.max(first, Math.floorDiv(fromNanos, width) + 1);
        end = other.isPresent() ? Math.min(end, other.get().startNanos() / width) : end;
      } else {
        end = Math.min(end, Math.ceilDiv(fromNanos, width));
        first = other.isPresent() ? Math.max(first, other.get().startNanos() / width + 1) : first;
      }
      while (first < end) {
        if (nanoClock.getAsLong() - deadline >= 0) {
          outOfTime = true;
          return Optional.empty();
        }
        long from = forward ? first : Math.max(first, end - STRIDE);
        long to = forward ? Math.min(end, first + STRIDE) : end;
        var found = inStride(overview.service(), from, to);
        if (found.isPresent()) {
          return found;
        }
        first = forward ? to : first;
        end = forward ? end : from;
      }
      return Optional.empty();
    }

    /** The nearest that begins in the buckets {@code from} to {@code to} (exclusive). */
    private Optional<AnomalyBucket> inStride(ServiceId service, long from, long to) {
      long begin = from - Baseline.BEFORE - 1;
      var series =
          ask(history.timeline(
                  service.tenant(),
                  List.of(service),
                  begin * width,
                  to * width,
                  (int) (to - begin)))
              .buckets();
      int lead = (int) (from - begin);
      Optional<AnomalyBucket> found = Optional.empty();
      boolean before = !Baseline.compare(series, lead - 1, width).isEmpty();
      for (int i = lead; i < series.size() && (found.isEmpty() || !forward); i++) {
        var deviations = Baseline.compare(series, i, width);
        if (!deviations.isEmpty() && !before) {
          found =
              Optional.of(
                  new AnomalyBucket(service, level, series.get(i).startNanos(), deviations));
        }
        before = !deviations.isEmpty();
      }
      return found;
    }

    private <T> T ask(Answer<T> answer) {
      var lacking = answer.completeness();
      gaps.addAll(lacking.gaps());
      damaged.addAll(lacking.damaged());
      silent.addAll(lacking.silentMirrors());
      beyondArchive |= lacking.beyondArchive();
      return answer.value();
    }
  }
}
