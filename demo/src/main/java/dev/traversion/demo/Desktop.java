package dev.traversion.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The desktop of the person who runs the demo, if there is one.
 *
 * @param opener the program that opens an address
 */
record Desktop(String opener) {

  /**
   * Finds it.
   *
   * @param system {@code os.name}
   * @return empty on a machine without a screen, and where a build server runs us
   */
  static Optional<Desktop> of(Map<String, String> environment, String system) {
    if (environment.getOrDefault("CI", "").equals("true")) {
      return Optional.empty();
    }
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return Optional.of(new Desktop("open"));
    }
    boolean screen =
        !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
            || !environment.getOrDefault("DISPLAY", "").isEmpty();
    return screen ? Optional.of(new Desktop("xdg-open")) : Optional.empty();
  }

  /** Opens an address; whether it can. What it opens outlives us. */
  boolean open(URI address) {
    try {
      new ProcessBuilder(List.of(opener, address.toString()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
