package dev.traversion.http;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.traversion.http.DashboardAssets.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code /dashboard}: the page and its assets. Its query belongs to the page, which reads it in the
 * browser, so none of its parameters is looked at here.
 *
 * <p>The page is asked for each time (and answered 304 when it is still the same); what it names
 * bears a hash of its content in its own name and is kept for a year.
 */
final class DashboardPages {
  private static final String PAGE = "index.html";
  private static final String HASHED = "assets/";
  private static final List<String> ALLOWED = List.of("GET", "HEAD");

  /**
   * The page may do nothing but run its own scripts, use its own styles and images, and ask this
   * node.
   */
  private static final List<HttpHeader> SAFETY =
      List.of(
          RawHeader.create(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'"),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"));

  private final DashboardAssets assets;

  DashboardPages(DashboardAssets assets) {
    this.assets = assets;
  }

  /**
   * @param segments of the path, decoded
   * @return empty when the path is none of these
   */
  Optional<HttpResponse> answer(HttpRequest request, List<String> segments) {
    return name(segments)
        .map(
            name -> {
              if (!request.method().equals(HttpMethods.GET)
                  && !request.method().equals(HttpMethods.HEAD)) {
                return Problem.methodNotAllowed(ALLOWED).response();
              }
              return name.isEmpty() ? toPage() : serve(request, name);
            });
  }

  /** The asset that a path means; empty text: the node's root, which leads to the page. */
  private static Optional<String> name(List<String> segments) {
    var path = String.join("/", segments);
    if (path.isEmpty()) {
      return Optional.of("");
    }
    if (path.equals("dashboard") || path.equals("dashboard/")) {
      return Optional.of(PAGE);
    }
    return path.startsWith("dashboard/")
        ? Optional.of(path.substring("dashboard/".length()))
        : Optional.empty();
  }

  private static HttpResponse toPage() {
    return HttpResponse.create()
        .withStatus(StatusCodes.TEMPORARY_REDIRECT)
        .addHeader(RawHeader.create("Location", "/dashboard"));
  }

  private HttpResponse serve(HttpRequest request, String name) {
    var found = assets.find(name);
    if (found.isEmpty()) {
      return Problem.routeUnknown().response();
    }
    var asset = found.get();
    var headers = new ArrayList<>(SAFETY);
    headers.add(RawHeader.create("ETag", asset.tag()));
    headers.add(
        RawHeader.create(
            "Cache-Control",
            name.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache"));
    if (isHeld(request, asset)) {
      return HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED).addHeaders(headers);
    }
    return encoded(request, asset, headers);
  }

  private static boolean isHeld(HttpRequest request, Asset asset) {
    return request
        .getHeader("If-None-Match")
        .map(HttpHeader::value)
        .filter(tags -> tags.equals("*") || List.of(tags.split("\\s*,\\s*")).contains(asset.tag()))
        .isPresent();
  }

  private static HttpResponse encoded(HttpRequest request, Asset asset, List<HttpHeader> headers) {
    var accepted =
        request
            .getHeader("Accept-Encoding")
            .map(header -> header.value().toLowerCase(Locale.ROOT).replace(" ", ""))
            .orElse("");
    var content = asset.plain();
    if (asset.isCompressed()) {
      headers.add(RawHeader.create("Vary", "Accept-Encoding"));
    }
    if (accepts(accepted, "br") && asset.brotli().isPresent()) {
      content = asset.brotli().get();
      headers.add(RawHeader.create("Content-Encoding", "br"));
    } else if (accepts(accepted, "gzip") && asset.gzip().isPresent()) {
      content = asset.gzip().get();
      headers.add(RawHeader.create("Content-Encoding", "gzip"));
    }
    return HttpResponse.create()
        .addHeaders(headers)
        .withEntity(HttpEntities.create(asset.type(), content));
  }

  /** Whether a list such as {@code gzip;q=0.5,br} takes a coding. */
  private static boolean accepts(String accepted, String coding) {
    for (var one : accepted.split(",")) {
      if (one.equals(coding) || one.startsWith(coding + ";")) {
        return !one.matches(".*;q=0(\\.0*)?");
      }
    }
    return false;
  }
}
