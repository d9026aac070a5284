package dev.traversion.benchmarks.replay;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.time.EpochNanos;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Questions to a node's API about random entities, requests and instants of a generated history,
 * uniform over the time it covers; the same numbers ask the same. An answer counts when its last
 * byte is here.
 */
final class NodeQuestions implements AutoCloseable {
  private static final long HOUR = 3_600_000_000_000L;
  static final int HOUR_INSTANTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Shape shape;
  private final KeptHistory history;
  private final Replies replies;
  private final String root;

  /** How answers were, over all nodes asked. */
  static final class Replies {
    private static final int SHOWN = 300;

    private final List<String> failures = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();
    private long found;

    private synchronized void see(String path, HttpResponse<String> reply, boolean mayBeAbsent) {
      if (reply.statusCode() == 200) {
        found++;
        int says = reply.body().indexOf("\"completeness\"");
        if (says >= 0) {
          int end = Math.min(reply.body().length(), says + SHOWN);
          incomplete.add(path + " -> " + reply.body().substring(says, end));
        }
      } else if (reply.statusCode() != 404 || !mayBeAbsent) {
        failed(path + " -> " + reply.statusCode() + " " + reply.body());
      }
    }

    private synchronized void failed(String how) {
      failures.add(how);
    }

    synchronized long failed() {
      return failures.size();
    }

    synchronized String firstFailure() {
      return failures.isEmpty() ? "" : failures.getFirst();
    }

    /** Answers that said they may lack something. */
    synchronized long incomplete() {
      return incomplete.size();
    }

    synchronized String firstIncomplete() {
      return incomplete.isEmpty() ? "" : incomplete.getFirst();
    }

    synchronized long found() {
      return found;
    }
  }

  NodeQuestions(KeptHistory history, int apiPort, Replies replies) {
    this.history = history;
    this.shape = history.shape();
    this.replies = replies;
    this.root = "http://127.0.0.1:" + apiPort + "/api/v1";
  }

  private SplittableRandom random(int number) {
    return new SplittableRandom(shape.seed() ^ (0x9E3779B97F4A7C15L * (number + 1)));
  }

  /** An entity at an instant; one of ten never existed, others not yet. */
  void entity(int number) throws InterruptedException {
    entity(random(number), random(~number).nextInt(shape.services()));
  }

  /** The same of one service. */
  void entityOf(int service, int number) throws InterruptedException {
    entity(random(number), service);
  }

  private void entity(SplittableRandom random, int service) throws InterruptedException {
    int owned = shape.entitiesOf(service);
    long number = random.nextInt(10) == 0 ? owned + random.nextInt(owned) : random.nextInt(owned);
    ask(entityPath(shape.service(service), shape.entity(service, number), instant(random)), true);
  }

  private String entityPath(ServiceId service, EntityRef entity, long at) {
    return "/services/%s/entities/%s/%s?at=%s"
        .formatted(
            text(service.path()), entity.type(), text(entity.key()), text(EpochNanos.toText(at)));
  }

  /** Vitals, settings and calls in flight of all services at an instant. */
  void system(int number) throws InterruptedException {
    ask(systemPath(instant(random(number))), false);
  }

  private static String systemPath(long at) {
    return "/state?limit=1000&at=" + text(EpochNanos.toText(at));
  }

  private String servicePath(int service, long at) {
    return "/services/%s/state?at=%s"
        .formatted(text(shape.service(service).path()), text(EpochNanos.toText(at)));
  }

  /** One service at an instant. */
  void service(int number) throws InterruptedException {
    var random = random(number);
    ask(servicePath(random.nextInt(shape.services()), instant(random)), false);
  }

  /**
   * One step of a drag through a random hour, a hundred steps each: all services, and one in
   * detail, at the same time as a browser asks.
   */
  void scrub(int number) throws InterruptedException {
    var random = random(~(number / HOUR_INSTANTS));
    long begin = Shape.START_NANOS + random.nextLong(shape.spanNanos() - HOUR);
    long at = begin + number % HOUR_INSTANTS * (HOUR / HOUR_INSTANTS);
    askTogether(List.of(systemPath(at), servicePath(random.nextInt(shape.services()), at)));
  }

  /** A trace, not knowing when or where it was. */
  void trace(int number) throws InterruptedException {
    ask("/traces/" + shape.trace(request(random(number))), false);
  }

  /** The newest calls for one customer of very many, over all the days. */
  void searchAttribute(int number) throws InterruptedException {
    search("customer.id:" + shape.customer(request(random(number))));
  }

  /** The newest log lines with a word that comes some times in millions, over all the days. */
  void searchText(int number) throws InterruptedException {
    search(Vocabulary.rare(random(number)));
  }

  private void search(String search) throws InterruptedException {
    ask(
        "/events?from=%s&to=%s&q=%s"
            .formatted(
                text(EpochNanos.toText(Shape.START_NANOS)),
                text(EpochNanos.toText(Shape.START_NANOS + shape.spanNanos())),
                text(search)),
        false);
  }

  private long request(SplittableRandom random) {
    return random.nextLong(history.requests());
  }

  private long instant(SplittableRandom random) {
    return Shape.START_NANOS + random.nextLong(shape.spanNanos());
  }

  private void ask(String path, boolean mayBeAbsent) throws InterruptedException {
    try {
      replies.see(path, http.send(request(path), BodyHandlers.ofString()), mayBeAbsent);
    } catch (IOException e) {
      replies.failed(path + " -> " + e);
    }
  }

  private void askTogether(List<String> paths) throws InterruptedException {
    var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var path : paths) {
      asked.add(http.sendAsync(request(path), BodyHandlers.ofString()));
    }
    for (int i = 0; i < asked.size(); i++) {
      try {
        replies.see(paths.get(i), asked.get(i).get(), false);
      } catch (ExecutionException e) {
        replies.failed(paths.get(i) + " -> " + e.getCause());
      }
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE).build();
  }

  private static String text(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
