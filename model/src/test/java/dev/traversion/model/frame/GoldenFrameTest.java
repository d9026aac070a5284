package dev.traversion.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Events;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames written once must be read for ever: these files are never written again. */
class GoldenFrameTest {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("golden", "frame"), 0), 1);

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "calls", "logs", "measurements", "single"})
  void a_frame_of_version_1_reads_as_it_was_written(String name) throws IOException {
    var frame = FrameCodec.open(ADDRESS, resource("v1/" + name + ".frame"));
    var expected = new String(resource("v1/" + name + ".txt"), StandardCharsets.US_ASCII);
    assertThat(text(frame.events())).isEqualTo(expected);
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = GoldenFrameTest.class.getResourceAsStream("/golden-frames/" + name)) {
      assertThat(in).as("golden frame " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  /** One event a line, everything but printable ASCII escaped. */
  private static String text(List<Event> events) {
    var text = new StringBuilder();
    for (var event : events) {
      event
          .toString()
          .chars()
          .forEach(
              unit -> {
                if (unit < ' ' || unit > '~' || unit == '\\') {
                  text.append("\\u%04x".formatted(unit));
                } else {
                  text.append((char) unit);
                }
              });
      text.append('\n');
    }
    return text.toString();
  }

  /** Writes the files of a new version into a directory; refuses to write over existing ones. */
  public static void main(String[] args) {
    var directory = Path.of(args[0]);
    write(directory, "mixed", new Events(1).list(80));
    write(directory, "calls", some(2, EventKind.CALL, 40));
    write(directory, "logs", some(3, EventKind.LOG, 60));
    write(directory, "measurements", some(4, EventKind.MEASUREMENT, 40));
    write(directory, "single", some(5, EventKind.ENTITY_CHANGE, 1));
  }

  private static List<Event> some(long seed, EventKind kind, int n) {
    var source = new Events(seed);
    return IntStream.range(0, n).mapToObj(_ -> source.next(kind)).toList();
  }

  private static void write(Path directory, String name, List<Event> events) {
    try {
      Files.createDirectories(directory);
      var frame = directory.resolve(name + ".frame");
      if (Files.exists(frame)) {
        throw new IllegalStateException("golden frames are never written again: " + frame);
      }
      Files.write(frame, FrameCodec.encode(events));
      Files.writeString(directory.resolve(name + ".txt"), text(events));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
