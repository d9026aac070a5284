package dev.traversion.replay.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The file, every byte of it checked. Entries are read in place and never written anywhere, so
 * their names can lead nowhere; each is read up to the size that the manifest tells. Thread-safe.
 */
final class ArchiveFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final String FILE = "file";

  private final ZipFile zip;
  private final ArchiveManifest manifest;

  private ArchiveFile(ZipFile zip, ArchiveManifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens a file and checks all of it.
   *
   * @throws IOException if it cannot be read
   * @throws UnreadableArchiveException if it is not an archive of this format, whole and as written
   */
  static ArchiveFile open(Path path) throws IOException {
    boolean sealed = checkSeal(path);
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException | IllegalArgumentException e) {
      throw new UnreadableArchiveException(FILE, "its directory is damaged", e);
    }
    try {
      if (!sealed) {
        throw damage(zip);
      }
      var manifest = ArchiveManifest.parse(manifestOf(zip));
      var file = new ArchiveFile(zip, manifest);
      file.checkEntries();
      return file;
    } catch (RuntimeException | IOException e) {
      zip.close();
      throw e;
    }
  }

  /** Whether the digest at the end is that of all before. */
  private static boolean checkSeal(Path path) throws IOException {
    long size = Files.size(path);
    int tail = ArchiveLayout.SEAL.length() + ArchiveLayout.DIGEST_DIGITS;
    if (size < tail) {
      throw notAnArchive();
    }
    var first = new byte[4];
    var end = new byte[tail];
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      file.readFully(first);
      file.seek(size - tail);
      file.readFully(end);
    }
    var seal = new String(end, StandardCharsets.ISO_8859_1);
    if (first[0] != 'P' || first[1] != 'K') {
      throw notAnArchive();
    }
    if (!seal.startsWith(ArchiveLayout.SEAL)) {
      throw new UnreadableArchiveException(
          FILE, "does not end as an archive does: it was cut off, or its end is damaged");
    }
    var digest = Checksums.sha256();
    try (var in = Files.newInputStream(path)) {
      long left = size - ArchiveLayout.DIGEST_DIGITS;
      var buffer = new byte[BUFFER];
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("the file became shorter while it was read");
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
    }
    return seal.substring(ArchiveLayout.SEAL.length())
        .equals(HexFormat.of().formatHex(digest.digest()));
  }

  private static UnreadableArchiveException notAnArchive() {
    return new UnreadableArchiveException(FILE, "is not a Traversion archive");
  }

  /** The part that is not as it was written. */
  private static UnreadableArchiveException damage(ZipFile zip) {
    for (var entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
      var crc = new CRC32();
      try (var in = zip.getInputStream(entry)) {
        var buffer = new byte[BUFFER];
        long total = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          crc.update(buffer, 0, read);
          total += read;
          if (total > ArchiveLayout.MOST_ENTRY_BYTES) {
            break;
          }
        }
      } catch (IOException | RuntimeException _) {
        return new UnreadableArchiveException(entry.getName(), "is damaged");
      }
      if (crc.getValue() != entry.getCrc()) {
        return new UnreadableArchiveException(entry.getName(), "is damaged");
      }
    }
    return new UnreadableArchiveException(FILE, "is damaged between its entries");
  }

  private static byte[] manifestOf(ZipFile zip) throws IOException {
    var first = zip.getEntry(ArchiveLayout.FIRST);
    var entry = zip.getEntry(ArchiveLayout.MANIFEST);
    if (first == null || entry == null) {
      throw notAnArchive();
    }
    return bounded(zip, entry, ArchiveLayout.MOST_MANIFEST_BYTES);
  }

  private static byte[] bounded(ZipFile zip, ZipEntry entry, int most) throws IOException {
    try (var in = zip.getInputStream(entry)) {
      var bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new UnreadableArchiveException(entry.getName(), "is larger than it may be");
      }
      return bytes;
    } catch (ZipException e) {
      throw new UnreadableArchiveException(entry.getName(), "is damaged", e);
    }
  }

  /** The entries are those that the manifest tells of, by name and size, and no others. */
  private void checkEntries() {
    if (manifest.entries().size() > ArchiveLayout.MOST_ENTRIES
        || manifest.entries().size() + 2 != zip.size()) {
      throw new UnreadableArchiveException(
          ArchiveLayout.MANIFEST, "tells of other entries than the file has");
    }
    var names = new HashSet<String>();
    for (var told : manifest.entries()) {
      var matcher = ArchiveLayout.ENTRY.matcher(told.name());
      if (!matcher.matches()
          || Integer.parseInt(matcher.group(1)) >= manifest.mirrors().size()
          || !names.add(told.name())) {
        throw new UnreadableArchiveException(
            ArchiveLayout.MANIFEST, "tells of an entry that an archive does not have");
      }
      var entry = zip.getEntry(told.name());
      if (entry == null) {
        throw new UnreadableArchiveException(told.name(), "is missing");
      }
      if (told.bytes() < 0
          || told.bytes() > ArchiveLayout.MOST_ENTRY_BYTES
          || entry.getSize() != told.bytes()
          || (told.name().endsWith(".bin") && entry.getMethod() != ZipEntry.STORED)) {
        throw new UnreadableArchiveException(told.name(), "is not of the size or form it may have");
      }
    }
  }

  ArchiveManifest manifest() {
    return manifest;
  }

  /** The content of an entry, its checksum compared. */
  byte[] content(ArchiveManifest.Entry told) throws IOException {
    var content = bounded(zip, zip.getEntry(told.name()), Math.toIntExact(told.bytes()));
    if (content.length != told.bytes() || !Checksums.of(content).equals(told.sha256())) {
      throw new UnreadableArchiveException(told.name(), "is damaged");
    }
    return content;
  }

  /** Some bytes of an entry that is stored as it is; going there costs nothing. */
  byte[] bytes(String name, long offset, int length) {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      in.skipNBytes(offset);
      return in.readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
