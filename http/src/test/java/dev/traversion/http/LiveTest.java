package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.LiveFeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live stream. */
class LiveTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

  private TestNode node;

  @BeforeEach
  void start() {
    node = new TestNode("max-live-streams = 2, heartbeat = 50ms");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void tells_each_recorded_frame() throws Exception {
    try (var stream = new Stream("/api/v1/live")) {
      node.feed.tell(frame(Shop.ORDER, 17));
      var event = stream.nextEvent();
      assertThat(event.get(0)).isEqualTo("event: frame");
      assertThat(event.get(1)).isEqualTo("id: default/shop/order/0/17");
      var data = event.get(2).substring("data: ".length());
      DOCUMENT.assertFits("LiveFrame", data);
      assertThat(data)
          .contains("\"service\":\"shop/order\"")
          .contains("\"errors\":1")
          .contains("\"counts\":{\"call\":1}");
    }
  }

  @Test
  void tells_only_of_the_services_asked_for() throws Exception {
    try (var stream = new Stream("/api/v1/live?service=cart&service=bank%2Fledger")) {
      node.feed.tell(frame(Shop.ORDER, 1));
      node.feed.tell(frame(new ServiceId("another", "shop", "cart"), 2));
      node.feed.tell(frame(Shop.CART, 3));
      node.feed.tell(frame(ServiceId.of("", "ledger"), 4));
      node.feed.tell(frame(ServiceId.of("bank", "ledger"), 5));
      assertThat(stream.nextEvent().get(1)).isEqualTo("id: default/shop/cart/0/3");
      assertThat(stream.nextEvent().get(1)).isEqualTo("id: default/bank/ledger/0/5");
    }
  }

  @Test
  void beats_while_nothing_is_recorded() throws Exception {
    try (var stream = new Stream("/api/v1/live")) {
      for (int i = 0; i < 3; i++) {
        assertThat(stream.nextLine()).isEqualTo(":");
        assertThat(stream.nextLine()).isEmpty();
      }
    }
  }

  @Test
  void tells_a_slow_reader_how_much_it_lost() throws Exception {
    try (var stream = new Stream("/api/v1/live")) {
      int told = 200_000;
      for (int i = 0; i < told; i++) {
        node.feed.tell(frame(Shop.ORDER, i));
      }
      long seen = 0;
      long lost = 0;
      long next = told;
      while (lost == 0) {
        node.feed.tell(frame(Shop.ORDER, next++));
        var event = stream.nextEvent();
        if (event.get(0).equals("event: lost")) {
          lost = Long.parseLong(event.get(1).replaceAll("\\D", ""));
        } else {
          seen++;
        }
      }
      assertThat(lost).isPositive();
      assertThat(seen + lost).isLessThanOrEqualTo(next);
    }
  }

  @Test
  void opens_only_so_many_streams_and_forgets_those_that_ended() throws Exception {
    try (var first = new Stream("/api/v1/live");
        var second = new Stream("/api/v1/live")) {
      assertThat(first.status).isEqualTo(200);
      assertThat(second.status).isEqualTo(200);
      var refused = node.get("/api/v1/live");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      assertThat(refused.json().get("type").asText()).isEqualTo("/problems/live-overloaded");
    }
    TestNode.eventually(() -> assertThat(node.feed.listeners()).isZero());
    try (var again = new Stream("/api/v1/live")) {
      assertThat(again.status).isEqualTo(200);
    }
  }

  @Test
  void is_not_held_open_by_a_head() {
    for (int i = 0; i < 3; i++) {
      var reply =
          node.send(
              HttpRequest.newBuilder(node.api("/api/v1/live"))
                  .method("HEAD", BodyPublishers.noBody()));
      assertThat(reply.status()).isEqualTo(200);
      TestNode.eventually(() -> assertThat(node.feed.listeners()).isZero());
    }
  }

  @Test
  void ends_when_the_server_stops() throws Exception {
    try (var stream = new Stream("/api/v1/live")) {
      node.server.stop(Duration.ofMinutes(1)).toCompletableFuture().get(30, TimeUnit.SECONDS);
      String line;
      do {
        line = stream.nextLine();
      } while (line != null);
    }
  }

  @Test
  void is_not_for_those_who_want_json() {
    assertThat(
            node.send(
                    HttpRequest.newBuilder(node.api("/api/v1/live"))
                        .header("Accept", "application/json"))
                .status())
        .isEqualTo(406);
  }

  private static LiveFeed.Recorded frame(ServiceId service, long sequenceNr) {
    return new LiveFeed.Recorded(
        new MirrorId(service, 0), sequenceNr, FrameSummary.of(List.of(Shop.checkout())));
  }

  /** An open stream, read line by line. */
  private final class Stream implements AutoCloseable {
    private final int status;
    private final BufferedReader lines;

    Stream(String path) throws Exception {
      var response =
          node.client()
              .send(
                  HttpRequest.newBuilder(node.api(path))
                      .header("Accept", "text/event-stream")
                      .build(),
                  BodyHandlers.ofInputStream());
      status = response.statusCode();
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    String nextLine() throws IOException {
      return lines.readLine();
    }

    /** The lines of the next event, comments passed over. */
    List<String> nextEvent() throws IOException {
      var event = new ArrayList<String>();
      while (true) {
        var line = lines.readLine();
        if (line.isEmpty() && !event.isEmpty()) {
          return event;
        }
        if (!line.isEmpty() && !line.startsWith(":")) {
          event.add(line);
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
