package dev.traversion.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.MediaTypes;
import akka.util.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files that the dashboard's build left on the class path, under {@code /dashboard}, each read
 * once. Beside a file {@code F} there may be {@code F.gz} and {@code F.br}, the same compressed.
 */
final class DashboardAssets {
  private static final String FOLDER = "/dashboard/";

  /** A name, in at most one folder: nothing that could lead elsewhere. */
  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_-]{1,64}/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html", ContentTypes.TEXT_HTML_UTF8,
          "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
          "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
          "svg", MediaTypes.IMAGE_SVG_XML.toContentType(),
          "png", MediaTypes.IMAGE_PNG.toContentType(),
          "ico", MediaTypes.IMAGE_X_ICON.toContentType());

  private final Map<String, Asset> read = new ConcurrentHashMap<>();

  /**
   * One file.
   *
   * @param tag its ETag, quotes included
   */
  record Asset(
      ContentType type,
      ByteString plain,
      Optional<ByteString> gzip,
      Optional<ByteString> brotli,
      String tag) {

    boolean isCompressed() {
      return gzip.isPresent() || brotli.isPresent();
    }
  }

  /** Empty when there is no such file, also when this build has no dashboard. */
  Optional<Asset> find(String name) {
    var known = read.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    var asset = content(name).map(plain -> asset(name, type, plain));
    asset.ifPresent(found -> read.put(name, found));
    return asset;
  }

  private static Asset asset(String name, ContentType type, byte[] plain) {
    return new Asset(
        type,
        ByteString.fromArrayUnsafe(plain),
        content(name + ".gz").map(ByteString::fromArrayUnsafe),
        content(name + ".br").map(ByteString::fromArrayUnsafe),
        tag(plain));
  }

  private static Optional<byte[]> content(String name) {
    try (var in = DashboardAssets.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
