package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.state.Fold;
import dev.traversion.replay.archive.ArchiveRequest;
import dev.traversion.replay.archive.ArchiveWriter;
import dev.traversion.replay.archive.OpenedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every window of every history that is written to a file and opened again. */
class ArchiveProperties {
  private static final int HISTORIES = 60;

  @TempDir private Path directory;

  @Test
  void an_opened_archive_answers_every_question_inside_its_window_as_the_history_did() {
    Seeds.forEach(HISTORIES, seed -> check(new RandomWorld(seed, CART, true, false).record(120)));
  }

  @Test
  void it_lacks_what_the_history_lacked_and_says_so_in_the_same_words() {
    Seeds.forEach(HISTORIES, seed -> check(new RandomWorld(seed, CART, true, true).record(120)));
  }

  private void check(RandomWorld world) throws IOException {
    var window = window(world);
    var history = world.recorded.engine();
    try (var opened = archive(world, window)) {
      assertThat(opened.window()).isEqualTo(window);
      var archived = RecordedWorld.engine(opened.sources());
      assertThat(
              archived
                  .timeline(CART.tenant(), List.of(), window.fromNanos() - 1, window.toNanos(), 3)
                  .completeness()
                  .beyondArchive())
          .isTrue();
      for (int i = 0; i < 4; i++) {
        long at = inside(window, world.random);
        assertThat(archived.rehydrate(CART, at)).isEqualTo(history.rehydrate(CART, at));
        assertThat(archived.rehydrateAll(CART.tenant(), at))
            .isEqualTo(history.rehydrateAll(CART.tenant(), at));
        assertThat(archived.entities(CART, at, EntityFilter.all(), Optional.empty(), 10))
            .isEqualTo(history.entities(CART, at, EntityFilter.all(), Optional.empty(), 10));
        long other = inside(window, world.random);
        assertThat(archived.diff(CART, at, other)).isEqualTo(history.diff(CART, at, other));
        checkEntities(world, archived, history, at);
        checkWindow(world, archived, history, Math.min(at, other), Math.max(at, other));
      }
    }
  }

  private static void checkEntities(
      RandomWorld world, ReplayEngine archived, ReplayEngine history, long at) {
    for (var type : List.of("order", "order-line", "feature-flag", "unknown")) {
      var entity = new EntityRef(type, Integer.toString(world.random.nextInt(4)));
      // What is missing is told by filters as well, and those of a damaged frame are made anew.
      assertThat(archived.entity(CART, entity, at).value())
          .isEqualTo(history.entity(CART, entity, at).value());
    }
  }

  private static void checkWindow(
      RandomWorld world, ReplayEngine archived, ReplayEngine history, long from, long to) {
    if (from == to) {
      return;
    }
    if (world.recorded.open.isEmpty()) {
      // An event that is open and sealed at once is counted by where it was found.
      assertThat(archived.timeline(CART.tenant(), List.of(CART), from, to, 7))
          .isEqualTo(history.timeline(CART.tenant(), List.of(CART), from, to, 7));
    }
    var all =
        new EventQuery(
            CART.tenant(),
            Set.of(),
            from,
            to,
            Set.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);
    assertThat(archived.events(all, Optional.empty(), 1_000))
        .isEqualTo(history.events(all, Optional.empty(), 1_000));
    assertThat(archived.deployments(CART.tenant(), List.of(), from, to, Optional.empty(), 100))
        .isEqualTo(history.deployments(CART.tenant(), List.of(), from, to, Optional.empty(), 100));
    var entity = new EntityRef("order", "1");
    assertThat(archived.entityHistory(CART, entity, from, to, Optional.empty(), 100).value())
        .isEqualTo(history.entityHistory(CART, entity, from, to, Optional.empty(), 100).value());
  }

  private OpenedArchive archive(RandomWorld world, ArchiveWindow window) throws IOException {
    var file = Files.createTempFile(directory, "incident", ".tvz");
    try (var out = Files.newOutputStream(file)) {
      new ArchiveWriter(
              world.recorded.sources(),
              new ArchiveRequest(
                  CART.tenant(),
                  Set.of(),
                  window,
                  Fold.DEFAULT_WINDOW_NANOS,
                  "test",
                  Instant.EPOCH))
          .write(out);
    }
    return OpenedArchive.open(file);
  }

  private static ArchiveWindow window(RandomWorld world) {
    long one = world.instant();
    long other = world.instant();
    return new ArchiveWindow(Math.min(one, other), Math.max(one, other));
  }

  private static long inside(ArchiveWindow window, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> window.fromNanos();
      case 1 -> window.toNanos();
      default -> window.fromNanos() + random.nextLong(window.toNanos() - window.fromNanos() + 1);
    };
  }
}
