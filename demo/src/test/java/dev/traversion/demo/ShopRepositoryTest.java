package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopRepositoryTest {
  private static final Instant NEWEST = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void has_a_history_of_several_people_over_weeks_that_ends_when_we_say() throws IOException {
    try (var repository = ShopRepository.at(folder, NEWEST)) {
      var history = repository.history();
      assertThat(history).hasSizeGreaterThan(15);
      assertThat(history).extracting(ShopRepository.Commit::author).contains("Tomás Herrera");
      assertThat(history.stream().map(ShopRepository.Commit::author).distinct()).hasSize(5);
      assertThat(history).extracting(ShopRepository.Commit::authoredAt).isSorted();
      assertThat(history.getLast().authoredAt()).isEqualTo(NEWEST);
      assertThat(history.getFirst().authoredAt()).isBefore(NEWEST.minusSeconds(30 * 24 * 3600));
    }
  }

  @Test
  void is_the_same_when_opened_again() throws IOException {
    try (var made = ShopRepository.at(folder, NEWEST);
        var opened = ShopRepository.at(folder, NEWEST.plusSeconds(1000))) {
      assertThat(opened.history()).isEqualTo(made.history());
    }
  }

  @Test
  void says_so_when_the_folder_holds_another_repository() throws Exception {
    try (var other = org.eclipse.jgit.api.Git.init().setDirectory(folder.toFile()).call()) {
      assertThat(other.getRepository().isBare()).isFalse();
    }
    assertThatThrownBy(() -> ShopRepository.at(folder, NEWEST)).hasMessageContaining("--fresh");
  }

  @Test
  void checks_a_service_out_as_it_was() throws IOException {
    try (var repository = ShopRepository.at(folder.resolve("shop"), NEWEST)) {
      var bad = repository.find(Story.BAD);
      var before = repository.find(Story.BASELINE);
      repository.checkOut(before, "services/cart", folder.resolve("before"));
      repository.checkOut(bad, "services/cart", folder.resolve("after"));
      assertThat(folder.resolve("before/handler.js")).content().contains("* percent) / 100)");
      assertThat(folder.resolve("after/handler.js")).content().contains("* rate) / 100");
      assertThat(folder.resolve("after/package.json")).content().contains("\"1.3.0\"");
      try (var files = Files.list(folder.resolve("after"))) {
        assertThat(files).hasSize(2);
      }
    }
  }

  @Test
  void says_in_handlers_yaml_where_each_service_is() throws IOException {
    try (var repository = ShopRepository.at(folder, NEWEST)) {
      var head = repository.history().getLast();
      var handlers = repository.file(head, "handlers.yaml").orElseThrow();
      for (var service : Shop.SERVICES) {
        var entry = "services/" + service + "/handler.js";
        assertThat(handlers).contains("  " + service + ":").contains("entry: " + entry);
        assertThat(repository.file(head, entry)).isPresent();
      }
    }
  }

  @Test
  void changes_one_service_in_each_deployment_of_the_story() throws IOException {
    try (var repository = ShopRepository.at(folder, NEWEST)) {
      var history = repository.history();
      var story = history.subList(history.indexOf(repository.find(Story.BASELINE)), history.size());
      for (int i = 1; i < story.size(); i++) {
        var before = story.get(i - 1);
        var after = story.get(i);
        long changed = 0;
        for (var service : Shop.SERVICES) {
          var file = "services/" + service + "/package.json";
          if (!repository.file(before, file).equals(repository.file(after, file))) {
            changed++;
          }
        }
        assertThat(changed).as(after.title()).isEqualTo(1);
      }
    }
  }
}
