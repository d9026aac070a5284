package dev.traversion.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The arrows between the rooms, and where foreign types end. */
@AnalyzeClasses(
    packages = "dev.traversion",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

  /** The fixtures that modules share: tests, too, though in a jar they do not look it. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule rooms_depend_only_leftwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("dev.traversion.model..")
          .layer("journal")
          .definedBy("dev.traversion.journal..")
          .layer("recorder")
          .definedBy("dev.traversion.recorder..")
          .layer("replay")
          .definedBy("dev.traversion.replay..")
          .layer("http")
          .definedBy("dev.traversion.http..")
          .layer("cassandra")
          .definedBy("dev.traversion.cassandra..")
          .layer("node")
          .definedBy("dev.traversion.node..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("cassandra")
          .mayNotAccessAnyLayer()
          .whereLayer("journal")
          .mayOnlyAccessLayers("model")
          .whereLayer("recorder")
          .mayOnlyAccessLayers("model", "journal")
          .whereLayer("replay")
          .mayOnlyAccessLayers("model", "journal")
          .whereLayer("http")
          .mayOnlyAccessLayers("model", "journal", "recorder", "replay")
          .whereLayer("node")
          .mayNotBeAccessedByAnyLayer()
          .because(
              "a captured journal must be replayable without a cluster; move the type leftwards,"
                  + " or give the left room a port that the right one implements");

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices()
          .matching("dev.traversion.(**)")
          .should()
          .beFreeOfCycles()
          .because(
              "a cycle is one package that pretends to be two: merge them or cut it with a port");

  @ArchTest
  static final ArchRule the_model_knows_no_io_and_no_framework =
      noClasses()
          .that()
          .resideInAPackage("dev.traversion.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..",
              "com.datastax..",
              "io.opentelemetry..",
              "java.net.http..",
              "java.sql..",
              "io.grpc..")
          .because("the model is folded on laptops, in tests and in sandboxes alike");

  @ArchTest
  static final ArchRule otlp_protobufs_end_in_the_recorder =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.traversion.recorder.otlp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry.proto..", "com.google.protobuf..")
          .because("the rest of the house speaks of events; ask recorder.otlp for what is missing");

  @ArchTest
  static final ArchRule cassandra_rows_never_leave_the_journal =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.traversion.journal.cassandra..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.datastax..")
          .because("stores are ports; the driver's types are an implementation");

  @ArchTest
  static final ArchRule akka_http_stays_in_http =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.traversion.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka.http..")
          .because("only the door knows HTTP");

  @ArchTest
  static final ArchRule the_core_is_told_the_time =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.traversion.model..",
              "dev.traversion.journal..",
              "dev.traversion.recorder..",
              "dev.traversion.replay..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a replay system cannot read clocks: take an InstantSource, or the time itself");

  @ArchTest
  static final ArchRule no_drawers =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..")
          .because("a helper belongs to the type that it helps");
}
