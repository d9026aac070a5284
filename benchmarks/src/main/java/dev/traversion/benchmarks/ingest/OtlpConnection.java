package dev.traversion.benchmarks.ingest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection on loopback that posts trace exports: plain blocking sockets
 * and direct buffers, since a full client costs more than what it would measure. Not thread-safe.
 */
final class OtlpConnection implements AutoCloseable {
  private static final int MAX_ANSWER = 64 * 1024;

  private final int port;
  private final Duration patience;
  private final ByteBuffer head = ByteBuffer.allocateDirect(256);
  private SocketChannel channel;
  private InputStream answers;

  /**
   * What the server said.
   *
   * @param retryAfterSeconds -1 when it did not say
   */
  record Answer(int status, int retryAfterSeconds, byte[] body) {}

  /**
   * @param patience how long to wait for an answer
   */
  OtlpConnection(int port, Duration patience) throws IOException {
    this.port = port;
    this.patience = patience;
    this.channel = connect();
    this.answers = reader(channel);
  }

  private SocketChannel connect() throws IOException {
    var opened = SocketChannel.open();
    try {
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      opened.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static InputStream reader(SocketChannel channel) throws IOException {
    return new BufferedInputStream(channel.socket().getInputStream(), 4 * 1024);
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Gives the connection up after a failure. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no more use either way
    }
  }

  void reconnect() throws IOException {
    channel.close();
    channel = connect();
    answers = reader(channel);
  }

  /**
   * Posts a body and waits for the answer.
   *
   * @throws IOException if the connection broke or nothing came in time; reconnect then
   */
  Answer post(ByteBuffer body) throws IOException {
    head.clear();
    head.put(
            ("POST /v1/traces HTTP/1.1\r\nHost: localhost:"
                    + port
                    + "\r\nContent-Type: application/x-protobuf\r\nContent-Length: "
                    + body.remaining()
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII))
        .flip();
    var parts = new ByteBuffer[] {head, body};
    while (body.hasRemaining()) {
      channel.write(parts);
    }
    return read();
  }

  private Answer read() throws IOException {
    var statusLine = line();
    var words = statusLine.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP answer: " + statusLine);
    }
    int status = Integer.parseInt(words[1]);
    int length = 0;
    int retryAfter = -1;
    boolean last = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      var name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      var value = header.substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> length = Integer.parseInt(value);
        case "retry-after" -> retryAfter = Integer.parseInt(value);
        case "connection" -> last = value.equalsIgnoreCase("close");
        case "transfer-encoding" -> throw new IOException("an answer of unknown length");
        default -> {
          // says nothing that matters here
        }
      }
    }
    if (length > MAX_ANSWER) {
      throw new IOException("an answer of " + length + " bytes");
    }
    var body = answers.readNBytes(length);
    if (last) {
      reconnect();
    }
    return new Answer(status, retryAfter, body);
  }

  private String line() throws IOException {
    var text = new StringBuilder(64);
    for (int next = answers.read(); next != '\n'; next = answers.read()) {
      if (next < 0 || text.length() > 8_192) {
        throw new EOFException("the connection ended within an answer");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
