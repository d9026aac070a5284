package dev.traversion.replay.archive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Records as lines of JSON. */
final class JsonLines {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private JsonLines() {}

  static byte[] write(List<?> rows) {
    var out = new ByteArrayOutputStream();
    try {
      for (var row : rows) {
        out.write(JSON.writeValueAsBytes(row));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("plain data", e);
    }
    return out.toByteArray();
  }

  /**
   * @throws UnreadableArchiveException if the content is not such lines
   */
  static <T> List<T> read(String part, byte[] content, Class<T> type) {
    try (var rows = JSON.readerFor(type).<T>readValues(new ByteArrayInputStream(content))) {
      return rows.readAll();
    } catch (IOException | RuntimeException e) {
      throw new UnreadableArchiveException(part, "is not what an archive holds there", e);
    }
  }
}
