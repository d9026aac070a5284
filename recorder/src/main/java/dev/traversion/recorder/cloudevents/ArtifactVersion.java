package dev.traversion.recorder.cloudevents;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a package URL says of the version that was deployed.
 *
 * <p>Source: package URL specification, {@code pkg:type/namespace/name@version?qualifiers#subpath}.
 *
 * @param version the {@code tag} qualifier where there is one, since an OCI version is a digest;
 *     else the version; for an id that is no package URL, the whole id
 * @param commit the revision of the {@code vcs_url} qualifier; empty when there is none
 */
record ArtifactVersion(String version, String commit) {

  static ArtifactVersion of(String artifactId) {
    if (!artifactId.startsWith("pkg:")) {
      return new ArtifactVersion(artifactId, "");
    }
    int hash = artifactId.indexOf('#');
    var url = hash < 0 ? artifactId : artifactId.substring(0, hash);
    int mark = url.indexOf('?');
    var qualifiers = mark < 0 ? "" : url.substring(mark + 1);
    var path = mark < 0 ? url : url.substring(0, mark);
    int at = path.lastIndexOf('@');
    // an @ before the last slash belongs to a scope, as in pkg:npm/@acme/cart
    var version = at > path.lastIndexOf('/') ? decode(path.substring(at + 1)) : "";
    var tag = qualifier(qualifiers, "tag");
    var source = qualifier(qualifiers, "vcs_url");
    int revision = source.lastIndexOf('@');
    return new ArtifactVersion(
        tag.isEmpty() ? version : tag,
        revision > source.lastIndexOf('/') ? source.substring(revision + 1) : "");
  }

  private static String qualifier(String qualifiers, String name) {
    for (var pair : qualifiers.split("&")) {
      if (pair.startsWith(name + "=")) {
        return decode(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  /** Percent-decoding; text that is not well encoded stands for itself. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
