package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitTest {
  private static final int VISITS = 60;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer door;

  /** A shop in which everything goes well. */
  @BeforeEach
  void open() throws Exception {
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          var answer =
              "{\"id\": \"1\", \"status\": \"paid\", \"stock\": 400}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    door.start();
  }

  @AfterEach
  void close() {
    door.stop(0);
  }

  private List<String> visits(long seed) throws InterruptedException {
    requests.clear();
    var gateway = URI.create("http://127.0.0.1:" + door.getAddress().getPort());
    try (var client = new ShopClient(gateway, InstantSource.system(), failure -> {})) {
      for (int i = 0; i < VISITS; i++) {
        new Visit(client, new Tempo(0), new SplittableRandom(seed + i), i, () -> true).run();
      }
      assertThat(client.answered()).isEqualTo(requests.size());
    }
    return new ArrayList<>(requests);
  }

  @Test
  void is_the_same_for_the_same_seed_and_another_for_another() throws InterruptedException {
    var first = visits(1);
    assertThat(visits(1)).isEqualTo(first);
    assertThat(visits(2)).isNotEqualTo(first);
  }

  @Test
  void does_all_that_customers_do() throws InterruptedException {
    var seen = String.join("\n", visits(3));
    assertThat(seen)
        .contains("GET /products?category=", "GET /products?q=", "GET /products/")
        .contains("POST /carts\n", "PUT /carts/1/items/", "POST /carts/1/coupon")
        .contains("POST /orders\n", "GET /orders/1\n", "GET /orders?customer=")
        .contains("POST /orders/1/ship", "GET /orders/1/invoice", "POST /orders/1/refund");
  }

  @Test
  void makes_about_as_many_requests_as_the_traffic_reckons_with() throws InterruptedException {
    int all = 0;
    for (long seed = 1000; seed < 1000 + 10 * VISITS; seed += VISITS) {
      all += visits(seed).size();
    }
    assertThat(all / (10.0 * VISITS)).isCloseTo(Traffic.REQUESTS_PER_SESSION, withPercentage(10));
  }
}
