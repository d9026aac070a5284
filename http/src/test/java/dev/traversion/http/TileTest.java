package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.http.TestNode.Reply;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.Completeness;
import dev.traversion.replay.timeline.Level;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles, and what else a timeline is asked with; each answer held against the OpenAPI file. */
class TileTest {
  private static final OpenApiDocument DOCUMENT = new OpenApiDocument();
  private static final String TILE = "GET /api/v1/tiles/{level}/{index}";

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void record() {
    node.history.clear();
    Shop.record(node.history);
  }

  @Test
  void a_tile_holds_the_buckets_in_which_something_happened() {
    var json = ok(place(Level.HOUR, 0)).json();
    assertThat(json.get("level").asText()).isEqualTo("1h");
    assertThat(json.get("bucketNanos").asLong()).isEqualTo(Level.HOUR.widthNanos());
    assertThat(json.get("buckets")).isNotEmpty();
    assertThat(json.get("buckets"))
        .allSatisfy(bucket -> assertThat(bucket.get("events").asInt()).isPositive());
    var timeline =
        node.get(
                "/api/v1/timeline?buckets=240&from="
                    + json.get("from").asText()
                    + "&to="
                    + json.get("to").asText())
            .json();
    assertThat(total(json.get("buckets"))).isEqualTo(total(timeline.get("buckets")));
  }

  @Test
  void a_tile_that_is_held_already_is_not_sent_again_until_it_changes() {
    var path = place(Level.HOUR, 0);
    var tag = ok(path).header("ETag");
    assertThat(asked(path, tag).status()).isEqualTo(304);
    assertThat(asked(path, tag).body()).isEmpty();
    assertThat(asked(path, tag).header("ETag")).isEqualTo(tag);
    assertThat(asked(path, "\"other\", " + tag).status()).isEqualTo(304);
    assertThat(asked(path, "\"other\"").status()).isEqualTo(200);
    node.history.clear();
    assertThat(asked(path, tag).status()).isEqualTo(200);
  }

  @Test
  void the_older_a_tile_the_longer_it_may_be_kept() {
    assertThat(ok(place(Level.SECOND, 0)).header("Cache-Control")).contains("no-cache");
    assertThat(ok(place(Level.SECOND, -5)).header("Cache-Control")).contains("max-age=30");
    assertThat(ok(place(Level.SECOND, -900)).header("Cache-Control")).contains("max-age=3600");
  }

  @Test
  void a_tile_that_may_lack_something_is_not_to_be_kept() {
    node.history.lacks(
        new Completeness(List.of(), List.of(), List.of(new MirrorId(Shop.CART, 0)), false));
    assertThat(ok(place(Level.HOUR, 0)).header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/tiles/2h/5, level",
    "/api/v1/tiles/1h/x, index",
    "/api/v1/tiles/1d/999999, index",
    "/api/v1/tiles/1ms/9999999999999999999, index",
  })
  void a_place_that_there_is_not_is_named(String path, String parameter) {
    var reply = node.get(path);
    assertThat(reply.status()).isEqualTo(400);
    DOCUMENT.assertFits(TILE, reply);
    assertThat(reply.json().get("parameter").asText()).isEqualTo(parameter);
  }

  @Test
  void an_aligned_timeline_begins_its_buckets_at_whole_hours() {
    var reply = node.get("/api/v1/timeline?from=-11h&to=now&buckets=12&align=true&anomalies=true");
    assertThat(reply.status()).isEqualTo(200);
    DOCUMENT.assertFits("GET /api/v1/timeline", reply);
    assertThat(reply.json().get("bucketNanos").asLong()).isEqualTo(Level.HOUR.widthNanos());
    assertThat(reply.json().get("buckets"))
        .allSatisfy(bucket -> assertThat(bucket.get("from").asText()).endsWith(":00:00Z"));
  }

  private static long total(JsonNode buckets) {
    long events = 0;
    for (var bucket : buckets) {
      events += bucket.get("events").asLong();
    }
    return events;
  }

  /** The tile that now is in, or so many after it. */
  private static String place(Level level, long further) {
    long index = level.tileOf(EpochNanos.of(TestNode.NOW)) + further;
    return "/api/v1/tiles/" + level.text() + "/" + index;
  }

  private static Reply ok(String path) {
    var reply = node.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    DOCUMENT.assertFits(TILE, reply);
    return reply;
  }

  private static Reply asked(String path, String tags) {
    return node.send(HttpRequest.newBuilder(node.api(path)).header("If-None-Match", tags));
  }
}
