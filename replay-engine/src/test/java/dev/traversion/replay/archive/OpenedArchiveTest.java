package dev.traversion.replay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.OpenFrames;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.journal.memory.InMemoryFrameStore;
import dev.traversion.journal.memory.InMemoryGapLog;
import dev.traversion.journal.memory.InMemoryKeyframeStore;
import dev.traversion.journal.memory.InMemoryMirrorRegistry;
import dev.traversion.model.event.Event;
import dev.traversion.model.fixture.Histories;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedArchiveTest {
  private static final ServiceId CART = ServiceId.of("shop", "cart");
  private static final ServiceId ORDER = ServiceId.of("shop", "order");
  private static final ArchiveWindow EVERYTHING =
      new ArchiveWindow(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);

  @TempDir private Path directory;

  private final InMemoryMirrorRegistry mirrors = new InMemoryMirrorRegistry();
  private final InMemoryFrameIndex index = new InMemoryFrameIndex();
  private final InMemoryFrameStore frames = new InMemoryFrameStore();

  @BeforeEach
  void record() {
    var histories = new Histories(7);
    for (var service : List.of(CART, ORDER)) {
      var mirror = new MirrorId(service, 0);
      mirrors.register(mirror).toCompletableFuture().join();
      long number = 0;
      for (List<Event> frame : histories.next(60).frames()) {
        var address = new FrameAddress(mirror, ++number);
        var bytes = FrameCodec.encode(frame);
        frames.append(address, bytes);
        index
            .write(new FrameEntry(address, FrameSummary.of(frame), bytes.length), frame)
            .toCompletableFuture()
            .join();
      }
    }
  }

  private byte[] written(Set<ServiceId> services) throws IOException {
    var out = new ByteArrayOutputStream();
    new ArchiveWriter(
            new Sources(
                mirrors,
                index,
                frames,
                new InMemoryKeyframeStore(),
                new InMemoryGapLog(),
                OpenFrames.none()),
            new ArchiveRequest(CART.tenant(), services, EVERYTHING, 1, "test", Instant.EPOCH))
        .write(out);
    return out.toByteArray();
  }

  private OpenedArchive open(byte[] file) throws IOException {
    return OpenedArchive.open(Files.write(directory.resolve("incident.tvz"), file));
  }

  @Nested
  class An_archive {
    @Test
    void holds_the_frames_byte_for_byte_under_their_numbers() throws IOException {
      try (var opened = open(written(Set.of()))) {
        for (var service : List.of(CART, ORDER)) {
          var mirror = new MirrorId(service, 0);
          long highest = frames.highestSequenceNr(mirror);
          for (long number = 1; number <= highest; number++) {
            var original = frames.read(mirror, new long[] {number}).getFirst();
            var archived = opened.sources().frames().read(mirror, new long[] {number}).getFirst();
            assertThat(archived.address()).isEqualTo(original.address());
            assertThat(archived.bytes()).isEqualTo(original.bytes());
          }
        }
      }
    }

    @Test
    void says_that_it_holds_no_estimates_of_clocks() throws IOException {
      try (var opened = open(written(Set.of()))) {
        assertThat(opened.manifest().clocks()).isEqualTo("uncorrected");
        assertThat(opened.sources().clocks().read(CART, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
      }
    }

    @Test
    void holds_only_the_services_asked_for() throws IOException {
      try (var opened = open(written(Set.of(ORDER)))) {
        assertThat(opened.sources().mirrors().mirrors(CART.tenant()))
            .containsExactly(new MirrorId(ORDER, 0));
        assertThat(opened.manifest().mirrors())
            .extracting(ArchiveManifest.Mirror::service)
            .containsExactly("shop/order");
      }
    }

    @Test
    void is_the_same_file_when_written_again() throws IOException {
      // But for the time of day that a zip entry carries.
      assertThat(written(Set.of())).hasSameSizeAs(written(Set.of()));
    }

    @Test
    void can_be_looked_into_by_any_program_that_reads_zip_files() throws IOException {
      var file = Files.write(directory.resolve("incident.zip"), written(Set.of()));
      try (var zip = new ZipFile(file.toFile())) {
        assertThat(zip.stream().map(ZipEntry::getName))
            .startsWith("traversion-archive")
            .contains("mirrors/00000/index.jsonl", "mirrors/00001/frames-000000.bin")
            .endsWith("manifest.json");
      }
    }
  }

  @Nested
  class A_damaged_file {
    @Test
    void is_recognised_whichever_byte_was_changed() throws IOException {
      var sound = written(Set.of(CART));
      Seeds.forEach(
          120,
          seed -> {
            var random = new Random(seed);
            var damaged = sound.clone();
            // The ends, where the structure is, more often than the middle.
            int at =
                switch (random.nextInt(3)) {
                  case 0 -> random.nextInt(120);
                  case 1 -> damaged.length - 1 - random.nextInt(600);
                  default -> random.nextInt(damaged.length);
                };
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> open(damaged).close())
                .as("byte %d of %d", at, damaged.length)
                .isInstanceOf(UnreadableArchiveException.class);
          });
    }

    @Test
    void is_recognised_wherever_it_was_cut_off() throws IOException {
      var sound = written(Set.of(CART));
      Seeds.forEach(
          40,
          seed -> {
            int length = new Random(seed).nextInt(sound.length);
            assertThatThrownBy(() -> open(Arrays.copyOf(sound, length)).close())
                .as("%d of %d bytes", length, sound.length)
                .isInstanceOf(UnreadableArchiveException.class);
          });
    }

    @Test
    void is_told_by_the_part_that_is_damaged() throws IOException {
      var sound = written(Set.of(CART));
      var damaged = sound.clone();
      var mirror = new MirrorId(CART, 0);
      var frame = frames.read(mirror, new long[] {2}).getFirst().bytes();
      damaged[indexOf(sound, frame) + frame.length / 2] ^= 0x20;
      assertThatThrownBy(() -> open(damaged).close())
          .isInstanceOf(UnreadableArchiveException.class)
          .hasMessage("mirrors/00000/frames-000000.bin: is damaged");
    }

    @Test
    void that_never_was_an_archive_is_told_so() {
      for (var text : List.of("", "PK", "Bananas. ".repeat(40))) {
        assertThatThrownBy(() -> open(text.getBytes(StandardCharsets.UTF_8)).close())
            .isInstanceOf(UnreadableArchiveException.class)
            .hasMessage("file: is not a Traversion archive");
      }
    }

    private static int indexOf(byte[] where, byte[] what) {
      for (int i = 0; i <= where.length - what.length; i++) {
        if (Arrays.mismatch(where, i, i + what.length, what, 0, what.length) < 0) {
          return i;
        }
      }
      throw new AssertionError("not there");
    }
  }

  /** Sealed as a writer of malice would seal it: its digest and checksums are right. */
  @Nested
  class A_hostile_file {
    @Test
    void of_a_format_of_the_future_is_refused_with_the_cure() throws IOException {
      assertThatThrownBy(() -> open(sealed("{\"format\":2}")).close())
          .hasMessage(
              "manifest.json: is of format 2; this build reads format 1: open it with a newer"
                  + " Traversion");
    }

    @Test
    void whose_manifest_is_something_else_is_refused() throws IOException {
      for (var manifest :
          List.of("[]", "null", "{\"format\":1}", "{\"format\":1,\"mirrors\":7}", "{")) {
        assertThatThrownBy(() -> open(sealed(manifest)).close())
            .as(manifest)
            .isInstanceOf(UnreadableArchiveException.class);
      }
    }

    @Test
    void cannot_name_a_place_outside_itself() throws IOException {
      assertThatThrownBy(
              () ->
                  open(sealed(
                          manifest("../../../etc/passwd", 1), "../../../etc/passwd", new byte[1]))
                      .close())
          .hasMessage("manifest.json: tells of an entry that an archive does not have");
      assertThat(directory.resolve("../etc")).doesNotExist();
    }

    @Test
    void cannot_hide_an_entry() throws IOException {
      assertThatThrownBy(
              () -> open(sealed(manifest("", 0), "mirrors/00000/gaps.jsonl", new byte[0])).close())
          .hasMessage("manifest.json: tells of other entries than the file has");
    }

    @Test
    void cannot_make_a_reader_unpack_more_than_the_manifest_tells() throws IOException {
      var name = "mirrors/00000/index.jsonl";
      assertThatThrownBy(() -> open(sealed(manifest(name, 10), name, new byte[50_000_000])).close())
          .hasMessage(name + ": is not of the size or form it may have");
    }

    @Test
    void cannot_tell_of_frames_longer_than_their_entry() throws IOException {
      var out = new ByteArrayOutputStream();
      var zip = new ArchiveZip(out);
      zip.text(ArchiveLayout.index(0), new byte[0]);
      zip.text(ArchiveLayout.gaps(0), new byte[0]);
      var header = ByteBuffer.allocate(12).putLong(1).putInt(Integer.MAX_VALUE).array();
      zip.binary(ArchiveLayout.frames(0, 0), header);
      zip.end(
          new ArchiveManifest(
              1,
              "",
              "",
              CART.tenant(),
              "",
              "",
              0,
              1,
              1,
              ArchiveManifest.CLOCKS,
              List.of(
                  new ArchiveManifest.Mirror("default/shop/cart/0", "shop/cart", 1, 1, 0, 0, 0)),
              zip.entries(),
              new ArchiveManifest.Incompleteness(0, 0, List.of())));
      assertThatThrownBy(() -> open(out.toByteArray()).close())
          .hasMessage("mirrors/00000/frames-000000.bin: tells of a frame that it does not hold");
    }

    private static String manifest(String entry, int bytes) {
      var entries =
          entry.isEmpty()
              ? ""
              : "{\"name\":\"%s\",\"bytes\":%d,\"sha256\":\"\"}".formatted(entry, bytes);
      return """
          {"format":1,"tenant":"default","fromNanos":0,"toNanos":1,"vitalsWindowNanos":1,
           "mirrors":[{"id":"default/shop/cart/0"}],"entries":[%s],
           "completeness":{"silentMirrors":[]}}"""
          .formatted(entries);
    }

    private static byte[] sealed(String manifest) throws IOException {
      return sealed(manifest, "", new byte[0]);
    }

    private static byte[] sealed(String manifest, String entry, byte[] content) throws IOException {
      var bytes = new ByteArrayOutputStream();
      try (var zip = new ZipOutputStream(bytes)) {
        zip.setComment("traversion-archive sha256=" + "0".repeat(64));
        put(zip, "traversion-archive", "Traversion archive\n".getBytes(StandardCharsets.UTF_8));
        if (!entry.isEmpty()) {
          put(zip, entry, content);
        }
        put(zip, "manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
      }
      var file = bytes.toByteArray();
      var digest = Checksums.sha256();
      digest.update(file, 0, file.length - 64);
      var seal = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(seal, 0, file, file.length - 64, 64);
      return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
  }
}
