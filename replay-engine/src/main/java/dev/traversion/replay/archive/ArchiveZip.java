package dev.traversion.replay.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the entries of an archive and remembers their checksums. */
final class ArchiveZip {
  private final SealedOutput sealed;
  private final ZipOutputStream zip;
  private final List<ArchiveManifest.Entry> entries = new ArrayList<>();

  ArchiveZip(OutputStream out) throws IOException {
    sealed = new SealedOutput(out);
    zip = new ZipOutputStream(sealed, StandardCharsets.UTF_8);
    zip.setComment(ArchiveLayout.SEAL + "0".repeat(ArchiveLayout.DIGEST_DIGITS));
    stored(ArchiveLayout.FIRST, ArchiveLayout.MAGIC.getBytes(StandardCharsets.US_ASCII));
  }

  List<ArchiveManifest.Entry> entries() {
    return entries;
  }

  /** An entry that is compressed. */
  void text(String name, byte[] content) throws IOException {
    deflated(name, content);
    remember(name, content);
  }

  private void deflated(String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** An entry as it is. */
  void binary(String name, byte[] content) throws IOException {
    stored(name, content);
    remember(name, content);
  }

  /** An entry as it is, so that a reader can go to any place in it. */
  private void stored(String name, byte[] content) throws IOException {
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private void remember(String name, byte[] content) {
    entries.add(new ArchiveManifest.Entry(name, content.length, Checksums.of(content)));
  }

  /** Ends the file; the stream beneath stays open. */
  void end(ArchiveManifest manifest) throws IOException {
    deflated(ArchiveLayout.MANIFEST, manifest.toJson());
    zip.finish();
    sealed.seal();
  }

  /** Frames, gathered into entries of a bounded size. */
  final class Frames {
    private final IntFunction<String> names;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private int parts;
    private long count;

    /**
     * @param names of the entry of a number, from 0
     */
    Frames(IntFunction<String> names) {
      this.names = names;
    }

    void add(long sequenceNr, byte[] frame) throws IOException {
      gathered.writeBytes(
          ByteBuffer.allocate(ArchiveLayout.FRAME_HEADER)
              .putLong(sequenceNr)
              .putInt(frame.length)
              .array());
      gathered.writeBytes(frame);
      count++;
      if (gathered.size() >= ArchiveLayout.ENTRY_BYTES) {
        end();
      }
    }

    void end() throws IOException {
      if (gathered.size() > 0) {
        binary(names.apply(parts++), gathered.toByteArray());
        gathered.reset();
      }
    }

    long count() {
      return count;
    }
  }
}
