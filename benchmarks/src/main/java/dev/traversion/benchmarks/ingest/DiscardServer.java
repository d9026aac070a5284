package dev.traversion.benchmarks.ingest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;

/**
 * The reference: an HTTP server that reads bodies, forgets them, and says yes. What it costs is
 * what any receiver pays for the transport alone.
 */
final class DiscardServer {
  private DiscardServer() {}

  /**
   * Runs until standard input ends.
   *
   * @param args the file to write the port to
   */
  public static void main(String[] args) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    var ready = Path.of(args[0]);
    var unfinished = ready.resolveSibling(ready.getFileName() + ".unfinished");
    Files.writeString(unfinished, Integer.toString(server.getAddress().getPort()));
    Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
    while (System.in.read() >= 0) {
      // only the end matters
    }
    System.exit(0);
  }
}
