package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.servicemap.MapJoin;
import dev.traversion.replay.servicemap.ServiceMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Reads the calls that a service map is joined from.
 *
 * <p>A map is asked for at every step of a drag, and one step's window is nearly the next one's. So
 * what each frame gives is kept, decoded: the second map costs a join, not a read.
 */
final class MapReader {
  /** Frames that are read before the clock is looked at again. */
  private static final int WAVE = 64;

  private static final long CACHE_BYTES = 48L << 20;

  private final FrameReader frames;
  private final LongSupplier nanoClock;
  private final long budgetNanos;
  private final int mostCalls;
  private final Cache<FrameAddress, List<SeenFrame>> cache =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_BYTES)
          .weigher((FrameAddress _, List<SeenFrame> rows) -> weight(rows))
          .build();

  /**
   * @param mostCalls how many calls are joined at most; the newest are
   */
  MapReader(FrameReader frames, ReplaySettings settings, LongSupplier nanoClock, int mostCalls) {
    this.frames = frames;
    this.nanoClock = nanoClock;
    this.budgetNanos = settings.searchBudget().toNanos();
    this.mostCalls = mostCalls;
  }

  /** A frame that may matter, and whose it is. */
  private record Candidate(ServiceId service, FrameEntry entry) {}

  /** What the frames say of a service beside its calls. */
  private static final class Facts {
    private long lastOccurred = Long.MIN_VALUE;
    private Optional<SeenFrame.Deployed> running = Optional.empty();

    void occurred(long nanos) {
      lastOccurred = Math.max(lastOccurred, nanos);
    }

    void take(SeenFrame frame, long atNanos) {
      frame.lastBy(atNanos).ifPresent(this::occurred);
      for (var deployed : frame.deployments()) {
        if (deployed.stamp().occurredAtNanos() <= atNanos
            && running.map(known -> isLater(deployed, known)).orElse(true)) {
          running = Optional.of(deployed);
        }
      }
    }

    boolean mayChangeBy(FrameEntry entry) {
      return running
          .map(known -> known.stamp().occurredAtNanos() <= entry.summary().maxOccurredNanos())
          .orElse(true);
    }

    private static boolean isLater(SeenFrame.Deployed one, SeenFrame.Deployed other) {
      int byStamp = one.stamp().compareTo(other.stamp());
      return byStamp > 0 || (byStamp == 0 && one.version().compareTo(other.version()) > 0);
    }
  }

  /** The map of services that have happened by an instant. */
  ServiceMap map(
      SortedMap<ServiceId, List<View>> services, long atNanos, long windowNanos, Missing missing) {
    long deadline = nanoClock.getAsLong() + budgetNanos;
    var facts = new HashMap<ServiceId, Facts>();
    var calls = new ArrayList<Candidate>();
    var opened = new HashMap<ServiceId, List<SeenFrame>>();
    services.forEach(
        (service, views) -> {
          var known = facts(views, atNanos, missing);
          facts.put(service, known);
          for (var view : views) {
            var open = SeenFrame.of(view.open());
            known.take(open, atNanos);
            opened.computeIfAbsent(service, _ -> new ArrayList<>()).add(open);
            view.noteUnlistedGaps(missing, entry -> mayMatter(entry, atNanos, windowNanos));
            view.frames()
                .occurringIn(
                    Long.MIN_VALUE,
                    atNanos,
                    block -> mayHoldCalls(block, atNanos, windowNanos),
                    entry -> holdsCalls(entry, atNanos, windowNanos))
                .forEach(entry -> calls.add(new Candidate(service, entry)));
          }
        });
    var join = new MapJoin(atNanos, windowNanos, ServiceMap.Bounds.defaults());
    facts.forEach(
        (service, known) -> {
          if (known.lastOccurred != Long.MIN_VALUE) {
            var version = known.running.map(SeenFrame.Deployed::version).orElse("");
            join.add(service, version, known.lastOccurred);
          }
        });
    facts.values().removeIf(known -> known.lastOccurred == Long.MIN_VALUE);
    opened.forEach((service, open) -> open.forEach(frame -> add(join, facts, service, frame)));
    addCalls(join, facts, calls, deadline, missing);
    return join.join();
  }

  private void addCalls(
      MapJoin join,
      Map<ServiceId, Facts> facts,
      List<Candidate> candidates,
      long deadline,
      Missing missing) {
    candidates.sort(
        Comparator.<Candidate>comparingLong(c -> c.entry.summary().maxEndNanos()).reversed());
    long calls = 0;
    for (int from = 0; from < candidates.size(); from += WAVE) {
      var wave = candidates.subList(from, Math.min(candidates.size(), from + WAVE));
      var seen = seen(wave.stream().map(Candidate::entry).toList(), missing);
      for (var candidate : wave) {
        for (var frame : seen.getOrDefault(candidate.entry.address(), List.of())) {
          add(join, facts, candidate.service, frame);
          calls += frame.calls().size();
        }
      }
      boolean more = from + WAVE < candidates.size();
      if (more && calls >= mostCalls) {
        join.leftOutCalls();
        return;
      }
      if (more && nanoClock.getAsLong() - deadline >= 0) {
        missing.timeBudgetSpent();
        return;
      }
    }
  }

  private static void add(
      MapJoin join, Map<ServiceId, Facts> facts, ServiceId service, SeenFrame frame) {
    if (facts.containsKey(service)) {
      frame.calls().forEach(call -> join.add(service, call));
    }
  }

  /**
   * When a service was last heard of and what it ran: frames are read only where that is needed.
   */
  private Facts facts(List<View> views, long atNanos, Missing missing) {
    var facts = new Facts();
    var straddling = new ArrayList<FrameEntry>();
    var deploying = new ArrayList<FrameEntry>();
    for (var view : views) {
      // Of what had ended by then, only deployments need be looked at one by one.
      Predicate<FrameBlock> needed =
          block -> block.latestNanos() > atNanos || block.deployments() > 0;
      facts.occurred(view.frames().maxOccurredNanos(needed.negate()));
      for (var entry : view.frames().occurringIn(Long.MIN_VALUE, atNanos, needed, _ -> true)) {
        if (entry.summary().maxOccurredNanos() <= atNanos) {
          facts.occurred(entry.summary().maxOccurredNanos());
        } else {
          straddling.add(entry);
        }
        if (entry.summary().count(EventKind.DEPLOYMENT) > 0) {
          deploying.add(entry);
        }
      }
    }
    seen(straddling, missing)
        .values()
        .forEach(rows -> rows.forEach(frame -> facts.take(frame, atNanos)));
    deploying.sort(
        Comparator.<FrameEntry>comparingLong(entry -> entry.summary().maxOccurredNanos())
            .reversed());
    for (var entry : deploying) {
      if (!facts.mayChangeBy(entry)) {
        break;
      }
      seen(List.of(entry), missing)
          .values()
          .forEach(rows -> rows.forEach(frame -> facts.take(frame, atNanos)));
    }
    return facts;
  }

  /** What frames give; a frame may be stored twice, and one that cannot be read gives nothing. */
  private Map<FrameAddress, List<SeenFrame>> seen(List<FrameEntry> entries, Missing missing) {
    var seen = new HashMap<FrameAddress, List<SeenFrame>>();
    var unread = new ArrayList<FrameEntry>();
    for (var entry : entries) {
      var known = cache.getIfPresent(entry.address());
      if (known == null) {
        unread.add(entry);
      } else {
        seen.put(entry.address(), known);
      }
    }
    if (unread.isEmpty()) {
      return seen;
    }
    var read = new HashMap<FrameAddress, List<SeenFrame>>();
    frames.each(
        unread,
        missing,
        frame -> {
          var one = SeenFrame.of(frame, missing);
          synchronized (read) {
            read.computeIfAbsent(frame.address(), _ -> new ArrayList<>(1)).add(one);
          }
        });
    read.forEach(
        (address, rows) -> {
          // What is damaged is read again each time, so that each answer says so.
          if (rows.stream().allMatch(SeenFrame::whole)) {
            cache.put(address, rows);
          }
        });
    seen.putAll(read);
    return seen;
  }

  private static boolean mayMatter(FrameEntry entry, long atNanos, long windowNanos) {
    var summary = entry.summary();
    return summary.minOccurredNanos() <= atNanos
        && (summary.count(EventKind.DEPLOYMENT) > 0 || holdsCalls(entry, atNanos, windowNanos));
  }

  private static boolean mayHoldCalls(FrameBlock block, long atNanos, long windowNanos) {
    return block.latestEndNanos() > Fold.windowStart(atNanos, MapJoin.reachNanos(windowNanos));
  }

  private static boolean holdsCalls(FrameEntry entry, long atNanos, long windowNanos) {
    var summary = entry.summary();
    return summary.count(EventKind.CALL) > 0
        && Fold.isHeld(
            summary.minOccurredNanos(),
            summary.maxEndNanos(),
            atNanos,
            MapJoin.reachNanos(windowNanos));
  }

  private static int weight(List<SeenFrame> rows) {
    return (int) Math.min(Integer.MAX_VALUE, rows.stream().mapToLong(SeenFrame::weight).sum());
  }
}
