package dev.traversion.cli.otlp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Passes a file of lines on, and keeps its last one. */
public final class LastLine extends FilterOutputStream {
  /** The line that ends an export is shorter. */
  private static final int LONGEST = 1 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ByteArrayOutputStream last = new ByteArrayOutputStream();
  private ByteArrayOutputStream current = new ByteArrayOutputStream();

  public LastLine(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    int begin = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, begin, i);
        begin = i + 1;
        ByteArrayOutputStream ended = current;
        current = last;
        current.reset();
        last = ended;
      }
    }
    keep(bytes, begin, offset + length);
  }

  private void keep(byte[] bytes, int begin, int end) {
    if (current.size() <= LONGEST) {
      current.write(bytes, begin, end - begin);
    }
  }

  /** The last line that was ended; missing when there is none, or it is no JSON. */
  public JsonNode json() {
    try {
      return current.size() > 0 ? MissingNode.getInstance() : JSON.readTree(last.toByteArray());
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
