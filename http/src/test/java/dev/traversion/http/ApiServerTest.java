package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traversion.recorder.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

  @Test
  void binds_to_loopback() {
    try (var node = new TestNode()) {
      for (var address :
          List.of(node.server.api(), node.server.otlpHttp(), node.server.otlpGrpc())) {
        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        assertThat(address.getPort()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "otlp-http", "otlp-grpc"})
  void binds_all_doors_or_none_and_names_the_one_that_is_taken(String door) throws IOException {
    try (var node = new TestNode();
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var free = freePort();
      var settings = new StringBuilder();
      for (var each : List.of("api", "otlp-http", "otlp-grpc")) {
        int port = each.equals(door) ? taken.getLocalPort() : 0;
        settings.append(each).append("-port = ").append(port).append('\n');
      }
      settings.append(door.equals("api") ? "otlp-http" : "api").append("-port = ").append(free);

      assertThatThrownBy(
              () ->
                  ApiServer.start(
                          node.kit().system(),
                          TestNode.settings(settings.toString()),
                          new ApiServer.Ports(
                              node.history,
                              node.sweep,
                              (_, _, _) -> {},
                              node.intake,
                              node.feed,
                              node.health,
                              node.metrics,
                              () -> TestNode.NOW))
                      .toCompletableFuture()
                      .join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(ApiServer.CannotBindException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("is the port taken?");
      TestNode.eventually(() -> assertThat(canBind(free)).isTrue());
    }
  }

  @Test
  void lets_requests_in_flight_end_when_it_stops() {
    CompletableFuture<TestNode.Reply> reply;
    var receipt = new CompletableFuture<Receipt>();
    try (var node = new TestNode()) {
      node.intake.answerWith(receipt);
      reply =
          CompletableFuture.supplyAsync(
              () ->
                  node.send(
                      HttpRequest.newBuilder(node.otlp("/v1/traces"))
                          .header("Content-Type", "application/x-protobuf")
                          .POST(BodyPublishers.ofByteArray(new byte[] {1}))));
      TestNode.eventually(
          () ->
              assertThat(node.metrics.get("traversion.intake.held.bytes").gauge().value())
                  .isEqualTo(1));
      var stopped = node.server.stop(Duration.ofSeconds(20)).toCompletableFuture();
      TestNode.eventually(() -> assertThat(canBind(node.server.otlpHttp().getPort())).isTrue());
      assertThat(stopped).isNotDone();
      receipt.complete(new Receipt.Accepted(1, 0, ""));
      stopped.join();
      assertThat(reply.join().status()).isEqualTo(200);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean canBind(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
