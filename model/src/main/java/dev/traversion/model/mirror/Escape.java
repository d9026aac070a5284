package dev.traversion.model.mirror;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of the parts of a stored name, so that {@code /} and {@code |} can separate. */
final class Escape {
  private Escape() {}

  static String part(String raw) {
    return URLEncoder.encode(raw, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String unescape(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }
}
