package dev.traversion.replay.archive;

import java.util.regex.Pattern;

/** Names, magic and bounds of an archive. */
final class ArchiveLayout {
  /** The first entry, whose content is {@link #MAGIC}: so the file shows what it is. */
  static final String FIRST = "traversion-archive";

  static final String MAGIC = "Traversion archive\n";
  static final String MANIFEST = "manifest.json";

  /** Ends the file, with the SHA-256 of all that comes before those 64 digits. */
  static final String SEAL = "traversion-archive sha256=";

  static final int DIGEST_DIGITS = 64;

  /** Frames are gathered up to about this many bytes, so that damage is told to a part. */
  static final int ENTRY_BYTES = 4 << 20;

  /** The most that a reader takes of one entry: a frame alone may be as large as a frame can be. */
  static final long MOST_ENTRY_BYTES = 1L << 28;

  static final int MOST_MANIFEST_BYTES = 1 << 28;
  static final int MOST_ENTRIES = 1_000_000;

  /** Before each frame: its number, eight bytes, and its length, four; big-endian. */
  static final int FRAME_HEADER = 12;

  static final Pattern ENTRY =
      Pattern.compile(
          "mirrors/(\\d{5})/(?:(frames|start)-(\\d{6})\\.bin|index\\.jsonl|gaps\\.jsonl)");

  private ArchiveLayout() {}

  static String index(int mirror) {
    return "mirrors/%05d/index.jsonl".formatted(mirror);
  }

  static String gaps(int mirror) {
    return "mirrors/%05d/gaps.jsonl".formatted(mirror);
  }

  static String frames(int mirror, int part) {
    return "mirrors/%05d/frames-%06d.bin".formatted(mirror, part);
  }

  static String start(int mirror, int part) {
    return "mirrors/%05d/start-%06d.bin".formatted(mirror, part);
  }
}
