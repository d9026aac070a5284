package dev.traversion.recorder.mirror;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Infers deployments from {@code service.version}: a new version on a service's resource is one.
 *
 * <p>While a release rolls out, old and new instances report side by side; that must not read as a
 * deployment back and forth. So a version other than the running one counts as deployed when it was
 * never heard of, when it had been quiet for a while, or when an instance never seen before reports
 * it (a rollback within that while). An event older than the running version's first one never
 * counts: late data tell of the past.
 *
 * <p>Bounded: at most {@link #MAX_REMEMBERED} versions and instances are remembered.
 */
final class DeploymentDetector {
  static final int MAX_REMEMBERED = 4_096;

  private final long quietNanos;
  private final Map<String, Long> lastHeardNanos = new HashMap<>();
  private final Set<String> instances = new HashSet<>();
  private @Nullable String running;
  private long runningSinceNanos = Long.MIN_VALUE;
  private @Nullable Origin latestOrigin;
  private String latestVersion = "";

  DeploymentDetector(Duration quietTime) {
    this.quietNanos = quietTime.toNanos();
  }

  /** Takes note of an event; the deployment that it gives away, if it does. */
  @SuppressWarnings("ReferenceEquality") // identity suffices: intake shares one origin among events
  Optional<Deployment> observe(Event event) {
    if (event instanceof Deployment deployment) {
      announced(deployment);
      return Optional.empty();
    }
    var origin = event.origin();
    boolean newInstance = false;
    if (origin != latestOrigin) {
      latestOrigin = origin;
      latestVersion = textOr(origin.resource().attributes(), "service.version");
      newInstance = remember(origin);
    }
    return latestVersion.isEmpty() ? Optional.empty() : heard(event, latestVersion, newInstance);
  }

  private void announced(Deployment deployment) {
    if (deployment.occurredAtNanos() >= runningSinceNanos) {
      running = deployment.version();
      runningSinceNanos = deployment.occurredAtNanos();
    }
    remember(deployment.version(), deployment.occurredAtNanos());
  }

  private Optional<Deployment> heard(Event event, String version, boolean newInstance) {
    long at = event.occurredAtNanos();
    var heardBefore = lastHeardNanos.get(version);
    remember(version, at);
    if (version.equals(running) || at < runningSinceNanos) {
      return Optional.empty();
    }
    boolean returned = heardBefore != null && at - heardBefore > quietNanos;
    if (heardBefore != null && !returned && !newInstance) {
      return Optional.empty();
    }
    var deployment = deployment(event, version, running == null ? "" : running);
    running = version;
    runningSinceNanos = at;
    return Optional.of(deployment);
  }

  private static Deployment deployment(Event event, String version, String previous) {
    var resource = event.origin().resource().attributes();
    return new Deployment(
        event.origin(),
        version,
        previous,
        textOr(resource, "vcs.ref.head.revision"),
        textOr(resource, "deployment.environment.name"),
        Deployment.Source.SERVICE_VERSION,
        event.occurredAtNanos(),
        event.recordedAtNanos(),
        Attributes.none(),
        0);
  }

  private static String textOr(Attributes attributes, String key) {
    var text = attributes.text(key);
    return text == null ? "" : text;
  }

  private boolean remember(Origin origin) {
    var instance = origin.resource().attributes().text("service.instance.id");
    if (instance == null || instances.contains(instance)) {
      return false;
    }
    if (instances.size() >= MAX_REMEMBERED) {
      instances.clear();
    }
    return instances.add(instance);
  }

  private void remember(String version, long atNanos) {
    if (lastHeardNanos.size() >= MAX_REMEMBERED && !lastHeardNanos.containsKey(version)) {
      lastHeardNanos.clear();
    }
    lastHeardNanos.merge(version, atNanos, Math::max);
  }
}
