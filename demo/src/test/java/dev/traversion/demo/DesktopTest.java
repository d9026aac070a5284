package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesktopTest {
  @Test
  void is_there_where_somebody_can_see_it() {
    assertThat(Desktop.of(Map.of("DISPLAY", ":0"), "Linux")).contains(new Desktop("xdg-open"));
    assertThat(Desktop.of(Map.of("WAYLAND_DISPLAY", "wayland-0"), "Linux"))
        .contains(new Desktop("xdg-open"));
    assertThat(Desktop.of(Map.of(), "Mac OS X")).contains(new Desktop("open"));
  }

  @Test
  void is_not_there_on_a_server_and_not_for_a_build() {
    assertThat(Desktop.of(Map.of(), "Linux")).isEmpty();
    assertThat(Desktop.of(Map.of("DISPLAY", ""), "Linux")).isEmpty();
    assertThat(Desktop.of(Map.of("DISPLAY", ":0", "CI", "true"), "Linux")).isEmpty();
    assertThat(Desktop.of(Map.of("CI", "true"), "Mac OS X")).isEmpty();
  }

  @Test
  void without_its_program_is_not_fatal() {
    assertThat(new Desktop("no-such-program").open(URI.create("http://127.0.0.1/"))).isFalse();
  }
}
