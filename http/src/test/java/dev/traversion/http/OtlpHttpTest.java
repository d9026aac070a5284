package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.traversion.http.TestNode.Reply;
import dev.traversion.recorder.Receipt;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OTLP/HTTP answers, to the letter. */
class OtlpHttpTest {
  private static final int MAX_SENT = 20_000;
  private static final int MAX_DECODED = 400_000;
  private static final int MAX_HELD = 1_000_000;

  private static TestNode node;

  @BeforeAll
  static void start() {
    node =
        new TestNode(
            "max-body = %d, max-decoded-body = %d, max-held-bodies = %d"
                .formatted(MAX_SENT, MAX_DECODED, MAX_HELD));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void record() {
    node.intake.answer(null);
  }

  @Nested
  class An_export {
    @Test
    void is_answered_in_its_own_encoding() {
      var protobuf = send("/v1/traces", "application/x-protobuf", new byte[0]);
      assertThat(protobuf.status()).isEqualTo(200);
      assertThat(protobuf.contentType()).isEqualTo("application/x-protobuf");
      assertThat(protobuf.raw().body()).isEmpty();

      var json = send("/v1/traces", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(json.status()).isEqualTo(200);
      assertThat(json.contentType()).isEqualTo("application/json");
      assertThat(json.body()).isEqualTo("{}");
    }

    @Test
    void is_told_what_was_rejected() throws InvalidProtocolBufferException {
      node.intake.answer(new Receipt.Accepted(3, 2, "no span id"));

      var protobuf = send("/v1/traces", "application/x-protobuf", new byte[0]);
      assertThat(protobuf.status()).isEqualTo(200);
      var partial = ExportTraceServiceResponse.parseFrom(protobuf.raw().body()).getPartialSuccess();
      assertThat(partial.getRejectedSpans()).isEqualTo(2);
      assertThat(partial.getErrorMessage()).isEqualTo("no span id");

      var json = send("/v1/logs", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(json.json().at("/partialSuccess/rejectedLogRecords").asText()).isEqualTo("2");
    }

    @Test
    void may_come_in_pieces_and_compressed() {
      int before = node.intake.events().size();
      var body = gzip(logs(1_000).toByteArray());
      var reply =
          node.send(
              HttpRequest.newBuilder(node.otlp("/v1/logs"))
                  .header("Content-Type", "application/x-protobuf")
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofInputStream(() -> slowly(body))));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(node.intake.events()).hasSize(before + 1_000);
    }

    @Test
    void may_consist_of_several_gzip_members() {
      int before = node.intake.events().size();
      var body = new ByteArrayOutputStream();
      body.writeBytes(gzip(logs(1).toByteArray()));
      body.writeBytes(gzip(logs(2).toByteArray()));
      assertThat(sendGzip(body.toByteArray()).status()).isEqualTo(200);
      assertThat(node.intake.events()).hasSize(before + 3);
    }
  }

  @Nested
  class A_body_that_cannot_be_read {
    @Test
    void is_400_with_a_status() {
      var reply =
          send("/v1/traces", "application/json", "{nonsense".getBytes(StandardCharsets.UTF_8));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().get("code").asInt()).isEqualTo(3);
      assertThat(reply.json().get("message").asText()).isNotEmpty();

      assertThat(send("/v1/traces", "application/x-protobuf", new byte[] {1, 2, 3}).status())
          .isEqualTo(400);
    }

    @Test
    void is_400_when_it_is_not_the_gzip_it_says() {
      assertThat(sendGzip("not gzip".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
      var whole = gzip(logs(10).toByteArray());
      assertThat(sendGzip(Arrays.copyOf(whole, whole.length - 9)).status()).isEqualTo(400);
      assertThat(sendGzip(new byte[0]).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/protobuf", "application/grpc"})
    void is_415_for_another_media_type(String type) {
      assertThat(send("/v1/traces", type, new byte[0]).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip"})
    void is_415_for_another_encoding(String encoding) {
      var reply =
          node.send(
              HttpRequest.newBuilder(node.otlp("/v1/traces"))
                  .header("Content-Type", "application/x-protobuf")
                  .header("Content-Encoding", encoding)
                  .POST(BodyPublishers.ofByteArray(new byte[10])));
      assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void is_408_when_it_does_not_come() throws IOException {
      try (var hurried = new TestNode("body-timeout = 1s");
          var socket = new Socket(InetAddress.getLoopbackAddress(), hurried.otlp("").getPort())) {
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write(
                ("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                        + "Content-Length: 100\r\n\r\nonly this")
                    .getBytes(StandardCharsets.US_ASCII));
        var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(line).isEqualTo("HTTP/1.1 408");
      }
    }
  }

  @Nested
  class A_body_that_is_too_large {
    @Test
    void is_413_by_its_stated_length() {
      assertThat(send("/v1/logs", "application/x-protobuf", new byte[MAX_SENT + 1]).status())
          .isEqualTo(413);
    }

    @Test
    void is_413_when_it_comes_without_a_stated_length() {
      var reply =
          node.send(
              HttpRequest.newBuilder(node.otlp("/v1/logs"))
                  .header("Content-Type", "application/x-protobuf")
                  .POST(
                      BodyPublishers.ofInputStream(
                          () -> new ByteArrayInputStream(new byte[MAX_SENT + 1]))));
      assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void is_413_when_only_decompressed() {
      var bomb = gzip(new byte[MAX_DECODED + 1]);
      assertThat(bomb.length).isLessThan(MAX_SENT);
      assertThat(sendGzip(bomb).status()).isEqualTo(413);
    }

    @Test
    void is_413_whatever_size_its_trailer_states() {
      var bomb = gzip(new byte[10 * MAX_DECODED]);
      for (int i = 1; i <= 4; i++) {
        bomb[bomb.length - i] = 0;
      }
      assertThat(sendGzip(bomb).status()).isEqualTo(413);
    }

    @Test
    void leaves_the_connection_and_the_budget_as_they_were() {
      for (int i = 0; i < 50; i++) {
        sendGzip(gzip(new byte[MAX_DECODED + 1]));
      }
      assertThat(send("/v1/logs", "application/x-protobuf", logs(1).toByteArray()).status())
          .isEqualTo(200);
      assertThat(node.metrics.scrape()).contains("traversion_intake_held_bytes 0.0");
    }
  }

  @Nested
  class A_refusal_for_now {
    @Test
    void is_429_with_a_time_when_too_much_is_waiting() {
      node.intake.answer(new Receipt.Refused("full", Duration.ofMillis(1_200), true));
      var reply = send("/v1/traces", "application/json", new byte[0]);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("Retry-After")).isEqualTo("2");
      assertThat(reply.json().get("code").asInt()).isEqualTo(8);
    }

    @Test
    void is_503_with_a_time_when_the_store_is_away() {
      node.intake.answer(new Receipt.Refused("no Cassandra", Duration.ZERO, false));
      var reply = send("/v1/traces", "application/json", new byte[0]);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.json().get("code").asInt()).isEqualTo(14);
    }

    @Test
    void comes_when_more_bytes_wait_than_may() {
      var held = new CompletableFuture<Receipt>();
      node.intake.answerWith(held);
      var body = gzip(new byte[MAX_DECODED]);
      var waiting =
          new CompletableFuture<?>[] {
            CompletableFuture.runAsync(() -> assertThat(sendGzip(body).status()).isEqualTo(200)),
            CompletableFuture.runAsync(() -> assertThat(sendGzip(body).status()).isEqualTo(200))
          };
      TestNode.eventually(
          () ->
              assertThat(node.metrics.get("traversion.intake.held.bytes").gauge().value())
                  .isGreaterThan(2 * MAX_DECODED));

      var refused = sendGzip(body);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("1");

      held.complete(new Receipt.Accepted(1, 0, ""));
      CompletableFuture.allOf(waiting).join();
      assertThat(node.metrics.get("traversion.intake.held.bytes").gauge().value()).isZero();
    }
  }

  @Nested
  class Elsewhere {
    @Test
    void only_post_is_taken() {
      var reply = node.send(HttpRequest.newBuilder(node.otlp("/v1/traces")).GET());
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo("POST");
    }

    @Test
    void nothing_is_served() {
      assertThat(send("/v1/profiles", "application/json", new byte[0]).status()).isEqualTo(404);
      assertThat(send("/", "application/json", new byte[0]).status()).isEqualTo(404);
    }
  }

  private static Reply send(String path, String type, byte[] body) {
    return node.send(
        HttpRequest.newBuilder(node.otlp(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static Reply sendGzip(byte[] body) {
    return node.send(
        HttpRequest.newBuilder(node.otlp("/v1/logs"))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static ExportLogsServiceRequest logs(int count) {
    var scope = ScopeLogs.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(1_767_225_600_000_000_000L + i)
              .setBody(AnyValue.newBuilder().setStringValue("order " + i + " paid")));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
        .build();
  }

  private static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The bytes, a few at a time. */
  private static InputStream slowly(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 700));
      }
    };
  }
}
