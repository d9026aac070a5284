package dev.traversion.replay.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.traversion.replay.ArchiveWindow;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The entry that describes an archive; the last one, since it tells the checksums of the others.
 *
 * @param format {@link #FORMAT}
 * @param tool what wrote it, for people
 * @param fromNanos the window's start
 * @param toNanos its end, included
 * @param vitalsWindowNanos how far before the start calls are kept, for vitals
 * @param clocks {@link #CLOCKS}
 * @param mirrors in order, by which entries are named
 * @param entries all other entries but the first
 */
public record ArchiveManifest(
    int format,
    String tool,
    String createdAt,
    String tenant,
    String from,
    String to,
    long fromNanos,
    long toNanos,
    long vitalsWindowNanos,
    String clocks,
    List<Mirror> mirrors,
    List<Entry> entries,
    Incompleteness completeness) {

  /** A reader takes this format and no other; see the document for what may change within it. */
  public static final int FORMAT = 1;

  /** Instants are those of each service's own clock: estimates of skew are not held. */
  static final String CLOCKS = "uncorrected";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public ArchiveManifest {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(completeness, "completeness");
    if (fromNanos > toNanos) {
      throw new IllegalArgumentException("a window ends after it begins");
    }
    mirrors = List.copyOf(mirrors);
    entries = List.copyOf(entries);
  }

  /**
   * One lane of a service.
   *
   * @param id its stored name, e.g. {@code default/shop/cart/0}
   * @param service {@code namespace/name}, for people
   * @param frames frames of its journal that the file holds, untouched
   * @param events events of those, as the index counts them
   * @param startEvents events from before the window, kept for the state at its start, and events
   *     that were in no frame yet
   * @param lostFrames frames that matter and that the journal had lost
   */
  public record Mirror(
      String id,
      String service,
      long frames,
      long events,
      long startEvents,
      long lostFrames,
      long damagedFrames) {}

  /**
   * @param sha256 of the content, 64 hex digits
   */
  public record Entry(String name, long bytes, String sha256) {}

  /**
   * What the file may lack, known when it was written.
   *
   * @param lostFrames of all mirrors
   * @param damagedFrames of all mirrors; they are in the file as they are
   * @param silentMirrors whose newest events did not answer, by id
   */
  public record Incompleteness(long lostFrames, long damagedFrames, List<String> silentMirrors) {
    public Incompleteness {
      silentMirrors = List.copyOf(silentMirrors);
    }
  }

  ArchiveWindow window() {
    return new ArchiveWindow(fromNanos, toNanos);
  }

  byte[] toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain data", e);
    }
  }

  /**
   * @throws UnreadableArchiveException if it is not a manifest, or one of another format
   */
  static ArchiveManifest parse(byte[] json) {
    try {
      var tree = JSON.readTree(json);
      int format = tree.path("format").asInt(0);
      if (format != FORMAT) {
        throw new UnreadableArchiveException(
            ArchiveLayout.MANIFEST,
            "is of format "
                + format
                + "; this build reads format "
                + FORMAT
                + (format > FORMAT ? ": open it with a newer Traversion" : ""));
      }
      return JSON.treeToValue(tree, ArchiveManifest.class);
    } catch (IOException | RuntimeException e) {
      if (e instanceof UnreadableArchiveException already) {
        throw already;
      }
      throw new UnreadableArchiveException(
          ArchiveLayout.MANIFEST, "does not describe an archive", e);
    }
  }
}
