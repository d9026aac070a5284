package dev.traversion.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cassandra.BundledCassandra;
import dev.traversion.cassandra.CassandraSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: what was acknowledged is there, once, whoever is killed and whenever. Real
 * processes, a real exporter, SIGKILL.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CrashTest {
  private static final long SEED = Long.getLong("traversion.seed", 20_261_123L);

  @TempDir Path directory;

  @Test
  void every_acknowledged_span_is_there_once_though_the_node_is_killed_again_and_again()
      throws Exception {
    try (var cassandra = cassandra();
        var node = node(cassandra.port());
        var cart = new RetryingSender(node.otlpHttpEndpoint(), "cart");
        var order = new RetryingSender(node.otlpHttpEndpoint(), "order")) {
      node.start();
      var random = new Random(SEED);
      for (int kill = 0; kill < 3; kill++) {
        awaitProgress(node, cart, 3 + random.nextInt(8));
        awaitProgress(node, order, 1);
        spin(random.nextInt(200_000_000));
        node.kill();
        node.start();
      }
      awaitProgress(node, cart, 3);
      cart.finish();
      order.finish();
      assertThat(cart.retries() + order.retries())
          .as("kills that hit a request, seed=%d", SEED)
          .isPositive();
      assertAllThereOnce(node, "cart", cart);
      assertAllThereOnce(node, "order", order);
    }
  }

  @Test
  void every_acknowledged_span_is_there_once_though_cassandra_is_killed() throws Exception {
    var random = new Random(SEED);
    var cassandra = cassandra();
    int port = cassandra.port();
    try (var node = node(port);
        var cart = new RetryingSender(node.otlpHttpEndpoint(), "cart")) {
      node.start();
      for (int kill = 0; kill < 2; kill++) {
        awaitProgress(node, cart, 3 + random.nextInt(8));
        spin(random.nextInt(200_000_000));
        kill(cassandra.pid());
        cassandra.close();
        cassandra = BundledCassandra.start(settings().withPort(port), _ -> {});
      }
      awaitProgress(node, cart, 3);
      cart.finish();
      assertAllThereOnce(node, "cart", cart);
      assertThat(node.isAlive()).isTrue();
    } finally {
      cassandra.close();
    }
  }

  private BundledCassandra cassandra() {
    return BundledCassandra.start(settings().withPort(0), _ -> {});
  }

  private CassandraSettings settings() {
    return CassandraSettings.in(directory.resolve("cassandra")).withHeapMiB(384);
  }

  private ChildNode node(int cassandraPort) throws IOException {
    return new ChildNode(
        directory.resolve("node"), "--cassandra", "127.0.0.1:" + cassandraPort, "--apply-schema");
  }

  private static void kill(long pid) {
    var process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void awaitProgress(ChildNode node, RetryingSender sender, int batches)
      throws InterruptedException {
    assertThat(sender.awaitMoreBatches(batches, Duration.ofMinutes(3)))
        .as(() -> "progress in time, seed=" + SEED + "; the node's log:\n" + node.log())
        .isTrue();
  }

  /** Lets a random instant within a frame's life pass, to hit every phase of a commit. */
  private static void spin(long nanos) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static void assertAllThereOnce(ChildNode node, String service, RetryingSender sender)
      throws IOException, InterruptedException {
    var recorded = spans(node, service);
    assertThat(recorded).as("seed=%d", SEED).doesNotHaveDuplicates();
    assertThat(recorded).as("seed=%d", SEED).containsAll(sender.acknowledged());
  }

  private static List<String> spans(ChildNode node, String service)
      throws IOException, InterruptedException {
    var spans = new ArrayList<String>();
    String cursor = "";
    do {
      var page =
          node.answer(
              "/api/v1/events?kind=call&from=-1h&to=now&limit=1000&service="
                  + URLEncoder.encode("crash/" + service, StandardCharsets.UTF_8)
                  + (cursor.isEmpty()
                      ? ""
                      : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
      assertThat(page.has("completeness"))
          .as("nothing missing: %s", page.get("completeness"))
          .isFalse();
      for (JsonNode event : page.get("items")) {
        spans.add(event.get("traceId").asText() + "/" + event.get("spanId").asText());
      }
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty());
    return spans;
  }
}
