package dev.traversion.recorder.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeploymentDetectorTest {
  private static final long SECOND = 1_000_000_000L;

  private final DeploymentDetector detector = new DeploymentDetector(Duration.ofMinutes(5));

  @Nested
  class A_service_that_states_its_version {
    @Test
    void is_deployed_when_first_heard_of() {
      assertThat(heard("1.0", "a", 10)).get().extracting(Deployment::version).isEqualTo("1.0");
    }

    @Test
    void is_not_deployed_again_while_it_stays() {
      heard("1.0", "a", 10);
      assertThat(heard("1.0", "a", 20)).isEmpty();
      assertThat(heard("1.0", "b", 4_000)).isEmpty();
    }

    @Test
    void is_deployed_with_the_previous_version_and_commit_named() {
      heard("1.0", "a", 10);
      var deployment = heard("1.1", "b", 20).orElseThrow();
      assertThat(deployment.previousVersion()).isEqualTo("1.0");
      assertThat(deployment.commit()).isEqualTo("c0ffee-1.1");
      assertThat(deployment.source()).isEqualTo(Deployment.Source.SERVICE_VERSION);
      assertThat(deployment.occurredAtNanos()).isEqualTo(20 * SECOND);
    }
  }

  @Nested
  class A_rolling_release {
    @Test
    void is_one_deployment_though_old_and_new_instances_report_side_by_side() {
      heard("1.0", "a", 10);
      heard("1.0", "b", 11);
      assertThat(heard("1.1", "c", 20)).isPresent();
      for (int at = 21; at < 60; at++) {
        assertThat(heard("1.0", at % 2 == 0 ? "a" : "b", at)).isEmpty();
        assertThat(heard("1.1", "c", at)).isEmpty();
      }
    }
  }

  @Nested
  class A_rollback {
    @Test
    void counts_at_once_when_a_new_instance_brings_the_old_version() {
      heard("1.0", "a", 10);
      heard("1.1", "b", 20);
      assertThat(heard("1.0", "c", 30))
          .get()
          .extracting(Deployment::previousVersion)
          .isEqualTo("1.1");
    }

    @Test
    void counts_without_instances_once_the_old_version_was_quiet() {
      heard("1.0", "", 10);
      heard("1.1", "", 20);
      assertThat(heard("1.0", "", 100)).isEmpty();
      assertThat(heard("1.0", "", 100 + 301)).isPresent();
    }
  }

  @Test
  void late_events_of_an_older_version_deploy_nothing() {
    heard("1.1", "b", 20);
    assertThat(heard("1.0", "a", 10)).isEmpty();
  }

  @Test
  void an_announced_deployment_is_not_inferred_once_more() {
    detector.observe(
        new Deployment(
            origin("2.0", "x"),
            "2.0",
            "",
            "",
            "",
            Deployment.Source.CDEVENT,
            50 * SECOND,
            50 * SECOND,
            Attributes.none(),
            0));
    assertThat(heard("2.0", "x", 51)).isEmpty();
  }

  @Test
  void a_service_without_version_is_never_deployed() {
    assertThat(heard("", "a", 10)).isEmpty();
  }

  private Optional<Deployment> heard(String version, String instance, long atSecond) {
    return detector.observe(
        new LogLine(
            origin(version, instance),
            atSecond * SECOND,
            0,
            atSecond * SECOND,
            9,
            "INFO",
            "",
            Value.of("hello"),
            Attributes.none(),
            0,
            0,
            SpanContext.none(),
            0));
  }

  private static Origin origin(String version, String instance) {
    var attributes = Attributes.builder();
    if (!version.isEmpty()) {
      attributes.put("service.version", version).put("vcs.ref.head.revision", "c0ffee-" + version);
    }
    if (!instance.isEmpty()) {
      attributes.put("service.instance.id", instance);
    }
    return new Origin(
        new Origin.Resource(attributes.build(), 0, ""),
        new Origin.Scope("", "", Attributes.none(), 0, ""));
  }
}
