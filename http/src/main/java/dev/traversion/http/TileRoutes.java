package dev.traversion.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.traversion.http.Endpoint.Inquiry;
import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Json;
import dev.traversion.http.json.TimelineJson;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.Answer;
import dev.traversion.replay.History;
import dev.traversion.replay.timeline.Level;
import dev.traversion.replay.timeline.Timeline;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * {@code /tiles}: pieces of the timeline that lie at fixed places, so that whoever draws it can
 * keep them.
 *
 * <p>A late event can change any tile, however old. So none is called immutable: each has a tag of
 * its content to be asked again with, and the older it is, the longer it may be used unasked.
 */
final class TileRoutes {
  /** Younger tiles change all the time. */
  private static final Duration GROWING = Duration.ofMinutes(5);

  /** By then, what was late has mostly come. */
  private static final Duration SETTLED = Duration.ofDays(1);

  private final History history;
  private final ServiceNames names;
  private final Queries queries;
  private final InstantSource clock;

  TileRoutes(History history, ServiceNames names, Queries queries, InstantSource clock) {
    this.history = history;
    this.names = names;
    this.queries = queries;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/tiles/{level}/{index}", List.of("service"), queries.asking(this::tile)));
  }

  private HttpResponse tile(Inquiry inquiry) {
    var level = Parameters.parsed("level", inquiry.variable("level"), Level::parse);
    long index = index(inquiry, level);
    long from = index * level.tileNanos();
    long to = from + level.tileNanos();
    var services = names.ofParameter(inquiry);
    var answer = history.timeline(names.tenant(), services, from, to, Level.TILE_BUCKETS);
    var body = json(level, index, from, to, answer);
    var tag = "W/\"" + digest(body) + '"';
    List<HttpHeader> headers =
        List.of(
            RawHeader.create("ETag", tag),
            RawHeader.create("Cache-Control", cacheControl(to, answer)));
    return isKnown(inquiry, tag)
        ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED).addHeaders(headers)
        : HttpResponse.create()
            .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body))
            .addHeaders(headers);
  }

  private static long index(Inquiry inquiry, Level level) {
    return Parameters.parsed(
        "index",
        inquiry.variable("index"),
        text -> {
          long most = Long.MAX_VALUE / level.tileNanos() - 1;
          long index = text.matches("-?\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
          if (Math.abs(index) > most) {
            throw new IllegalArgumentException(
                "is not a whole number from -" + most + " to " + most);
          }
          return index;
        });
  }

  private static byte[] json(Level level, long index, long from, long to, Answer<Timeline> answer) {
    return Json.object(
        json -> {
          json.text("level", level.text())
              .number("index", index)
              .instant("from", from)
              .instant("to", to)
              .number("bucketNanos", level.widthNanos())
              .objects(
                  "buckets",
                  answer.value().buckets().stream().filter(b -> b.events() > 0).toList(),
                  TimelineJson::write);
          CompletenessJson.write(json, answer.completeness());
        });
  }

  private String cacheControl(long toNanos, Answer<Timeline> answer) {
    if (!answer.completeness().isWhole()) {
      return "no-store";
    }
    long age = EpochNanos.of(clock.instant()) - toNanos;
    if (age < GROWING.toNanos()) {
      return "private, no-cache";
    }
    return age < SETTLED.toNanos() ? "private, max-age=30" : "private, max-age=3600";
  }

  /** Tags are compared weakly: how the content is compressed does not matter here. */
  private static boolean isKnown(Inquiry inquiry, String tag) {
    return inquiry
        .request()
        .getHeader("If-None-Match")
        .map(HttpHeader::value)
        .filter(
            known ->
                known.strip().equals("*")
                    || Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> tag.equals(one) || tag.equals("W/" + one)))
        .isPresent();
  }

  private static String digest(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
