package dev.traversion.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class NodeProcessTest {
  @TempDir Path directory;

  @Nested
  class A_node_with_its_bundled_cassandra {
    @Test
    void keeps_what_it_recorded_over_a_restart_and_takes_cassandra_with_it_when_it_stops()
        throws Exception {
      try (var node = new ChildNode(directory, "--cassandra-port", "0")) {
        node.start();
        var cassandra = cassandra(node);
        assertThat(cassandra.isAlive()).isTrue();
        try (var sender = new RetryingSender(node.otlpHttpEndpoint(), "cart")) {
          assertThat(sender.awaitBatches(2, Duration.ofMinutes(1))).isTrue();
          sender.finish();
        }
        var before = services(node);
        assertThat(before.toString()).contains("cart");
        node.terminate();
        cassandra.onExit().get(60, TimeUnit.SECONDS);
        assertThat(node.log()).doesNotContain("ended by itself", "did not stop");

        node.start();
        assertThat(services(node)).isEqualTo(before);
        var secondCassandra = cassandra(node);
        node.kill();
        secondCassandra.onExit().get(120, TimeUnit.SECONDS);
      }
    }
  }

  @Nested
  class A_port_that_is_taken {
    @Test
    void is_named_with_the_cure() throws Exception {
      try (var node = new ChildNode(directory, "--cassandra-port", "0");
          var taken = new ServerSocket(node.httpPort(), 1, InetAddress.getLoopbackAddress())) {
        assertThat(node.runToItsEnd()).isEqualTo(1);
        assertThat(node.log())
            .contains(Integer.toString(taken.getLocalPort()))
            .contains("--http-port");
      }
    }
  }

  private static JsonNode services(ChildNode node) throws Exception {
    return node.answer("/api/v1/services").get("items");
  }

  /** The node's only child. */
  private static ProcessHandle cassandra(ChildNode node) {
    var children = ProcessHandle.of(node.pid()).orElseThrow().children().toList();
    assertThat(children).hasSize(1);
    return children.getFirst();
  }
}
