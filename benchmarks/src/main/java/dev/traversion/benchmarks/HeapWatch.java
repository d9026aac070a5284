package dev.traversion.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Looks at a node's heap through its {@code /metrics}, now and then, and remembers the most. What
 * it sees includes garbage not collected yet: an upper bound of what is needed.
 */
public final class HeapWatch implements AutoCloseable {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private double peakBytes;

  public HeapWatch(int apiPort) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
  }

  /** Looks. A node too busy to answer is looked at next time. */
  public void look() {
    try {
      var page = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      peakBytes = Math.max(peakBytes, heapBytes(page));
    } catch (IOException e) {
      // next time
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The sum of the heap's pools on a Prometheus page; 0 when it tells of none. */
  static double heapBytes(String page) {
    return page.lines()
        .filter(line -> line.startsWith(HEAP))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public double peakMiB() {
    return peakBytes / (1 << 20);
  }

  @Override
  public void close() {
    http.close();
  }
}
