package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The demo, from its first line to its last, and the dashboard in a real browser before the node
 * that recorded it: one node for both, since it takes a minute and a half to tell the story.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoOnceTest {
  private static HeldDemo demo;
  private static boolean told;

  @BeforeAll
  static void start() throws Exception {
    demo = new HeldDemo();
  }

  @AfterAll
  static void abandon() throws Exception {
    demo.abandon();
  }

  @Test
  @Order(1)
  void records_the_story_and_finds_all_of_it_again() throws Exception {
    demo.awaitTold();
    assertThat(demo.output()).contains("11 of 11 claims hold");
    told = true;
  }

  /** The tests of {@code dashboard/e2e}, each by its own name. */
  @TestFactory
  @Order(2)
  Stream<DynamicTest> dashboard() throws Exception {
    assertThat(told).as("the story was told, so that there is something to be seen").isTrue();
    return BrowserTests.run(HeldDemo.ROOT, demo.facts()).stream()
        .map(result -> DynamicTest.dynamicTest(result.name(), result::assertPassed));
  }

  @Test
  @Order(3)
  void ends_when_told_and_leaves_no_process_behind() throws Exception {
    assertThat(told).as("the story was told").isTrue();
    demo.end();
  }
}
