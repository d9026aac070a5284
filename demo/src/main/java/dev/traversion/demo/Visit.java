package dev.traversion.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** One customer's visit: looks around, perhaps buys, perhaps comes back about it later. */
final class Visit {
  private static final List<String> FIRST_NAMES =
      List.of(
          "alan",
          "barbara",
          "claude",
          "dorothy",
          "edsger",
          "frances",
          "grace",
          "hedy",
          "ivan",
          "jean",
          "karen",
          "leslie",
          "margaret",
          "niklaus",
          "radia",
          "sophie",
          "tony",
          "ursula");
  private static final String GOOD_CARD = "4111111111111111";
  private static final String DECLINED_CARD = "4000000000000002";
  private static final int LOW_STOCK = 40;

  private final ShopClient shop;
  private final Tempo tempo;
  private final RandomGenerator random;
  private final BooleanSupplier open;
  private final String session;
  private final String customer;

  Visit(ShopClient shop, Tempo tempo, RandomGenerator random, long number, BooleanSupplier open) {
    this.shop = shop;
    this.tempo = tempo;
    this.random = random;
    this.open = open;
    this.session = "s-%05d-%04x".formatted(number, random.nextInt(0x10000));
    this.customer = pick(FIRST_NAMES) + "-" + random.nextInt(1, 10);
  }

  void run() throws InterruptedException {
    browse();
    if (random.nextDouble() < 0.35) {
      return;
    }
    var cart = fillCart();
    if (random.nextDouble() < 0.2) {
      return; // left standing
    }
    if (random.nextDouble() < 0.15) {
      think(15, 45); // slept over it
      putItem(cart, pick(Assortment.PRODUCTS).sku());
    }
    var order = buy(cart);
    if (order.isEmpty()) {
      return;
    }
    afterwards(order);
  }

  private void browse() throws InterruptedException {
    if (random.nextBoolean()) {
      shop.get(session, "/products?category=" + pick(Assortment.CATEGORIES));
    } else {
      shop.get(session, "/products?q=" + pick(Assortment.SEARCHES).replace(" ", "%20"));
    }
    int views = random.nextInt(1, 4);
    for (int i = 0; i < views; i++) {
      think(0.5, 2.5);
      look(pick(Assortment.PRODUCTS).sku());
    }
  }

  private void look(String sku) throws InterruptedException {
    var product = shop.get(session, "/products/" + sku);
    if (product.ok() && product.body().path("stock").asInt() < LOW_STOCK) {
      shop.post("clerk", "/products/" + sku + "/stock", Map.of("add", 400));
    }
  }

  private String fillCart() throws InterruptedException {
    var cart =
        shop.post(session, "/carts", Map.of("customer", customer)).body().path("id").asText();
    int items = random.nextInt(1, 4);
    for (int i = 0; i < items; i++) {
      putItem(cart, pick(Assortment.PRODUCTS).sku());
      think(0.5, 2);
    }
    if (random.nextDouble() < 0.45) {
      shop.post(session, "/carts/" + cart + "/coupon", Map.of("code", pick(Assortment.COUPONS)));
      think(0.5, 2);
    }
    return cart;
  }

  private void putItem(String cart, String sku) throws InterruptedException {
    shop.put(
        session, "/carts/" + cart + "/items/" + sku, Map.of("quantity", 1 + random.nextInt(3)));
  }

  /** The order's id; empty if there is none. */
  private String buy(String cart) throws InterruptedException {
    think(1, 3);
    var card = random.nextDouble() < 0.03 ? DECLINED_CARD : GOOD_CARD;
    JsonNode order = shop.post(session, "/orders", Map.of("cartId", cart, "card", card)).body();
    return order.path("status").asText().equals("paid") ? order.path("id").asText() : "";
  }

  private void afterwards(String order) throws InterruptedException {
    think(1, 3);
    shop.get(session, "/orders/" + order);
    if (random.nextDouble() < 0.3) {
      shop.get(session, "/orders?customer=" + customer);
    }
    think(3, 10);
    shop.post("warehouse", "/orders/" + order + "/ship", Map.of());
    if (random.nextDouble() < 0.5) {
      think(30, 50);
      shop.get(session, "/orders/" + order + "/invoice");
    }
    if (random.nextDouble() < 0.2) {
      think(10, 40);
      shop.post(session, "/orders/" + order + "/refund", Map.of());
    }
  }

  private void think(double least, double most) throws InterruptedException {
    Thread.sleep(tempo.seconds(random.nextDouble(least, most)));
    if (!open.getAsBoolean()) {
      throw new InterruptedException("closing time");
    }
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
