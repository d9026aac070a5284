package dev.traversion.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps the OTLP requests that it is sent, as they came, in {@code traces.otlp.gz} and {@code
 * logs.otlp.gz}: gzip over (length as a 32-bit big-endian number, protobuf request) pairs.
 */
final class OtlpCapture implements Recorder {
  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, DataOutputStream> files = new LinkedHashMap<>();

  private OtlpCapture(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  static OtlpCapture into(Path folder) throws IOException {
    Files.createDirectories(folder);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var capture = new OtlpCapture(server, threads);
    for (var signal : new String[] {"traces", "logs"}) {
      var file = folder.resolve(signal + ".otlp.gz");
      capture.files.put(
          "/v1/" + signal,
          new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)));
    }
    server.createContext("/v1/", capture::receive);
    server.setExecutor(threads);
    server.start();
    return capture;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var file = files.get(exchange.getRequestURI().getPath());
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var body = plain(exchange).readAllBytes();
      synchronized (file) {
        file.writeInt(body.length);
        file.write(body);
      }
      exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static InputStream plain(HttpExchange exchange) throws IOException {
    var body = new ByteArrayInputStream(exchange.getRequestBody().readAllBytes());
    return "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"))
        ? new GZIPInputStream(body)
        : body;
  }

  @Override
  public URI otlp() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(1);
    threads.close();
    for (var file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
