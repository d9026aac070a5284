package dev.traversion.cli.otlp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The lines of a file, plain or gzip, read one at a time; blank ones are passed over. */
public final class FileLines implements Closeable {
  /** What a node takes of one request, unless it is told otherwise. */
  public static final int LONGEST = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final InputStream in;
  private final boolean archive;
  private long number;

  /**
   * @param number from 1
   * @param bytes empty when it is longer than {@link #LONGEST}: then it was passed over
   */
  public record Line(long number, Optional<byte[]> bytes) {}

  /**
   * @param file closed with this
   * @throws IOException if its beginning cannot be read
   */
  public FileLines(InputStream file) throws IOException {
    InputStream buffered = new BufferedInputStream(file, BUFFER);
    this.archive = begins(buffered, ZIP);
    this.in =
        begins(buffered, GZIP)
            ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
            : buffered;
  }

  /** Whether it is no file of lines at all, but a zip file, as archives are. */
  public boolean isArchive() {
    return archive;
  }

  private static boolean begins(InputStream in, byte[] magic) throws IOException {
    in.mark(magic.length);
    boolean same = true;
    for (byte expected : magic) {
      same = same && (byte) in.read() == expected;
    }
    in.reset();
    return same;
  }

  /**
   * The next line that is not blank; empty at the end of the file.
   *
   * @throws IOException if the file cannot be read on
   */
  public Optional<Line> next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
    boolean blank = true;
    boolean tooLong = false;
    while (true) {
      int next = in.read();
      if (next == '\n' || next < 0) {
        if (next == '\n' || !blank) {
          number++;
        }
        if (!blank) {
          return Optional.of(
              new Line(number, tooLong ? Optional.empty() : Optional.of(bytes.toByteArray())));
        }
        if (next < 0) {
          return Optional.empty();
        }
      } else {
        blank = blank && (next == ' ' || next == '\t' || next == '\r');
        if (bytes.size() < LONGEST) {
          bytes.write(next);
        } else {
          tooLong = true;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
