package dev.traversion.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The one customer whom the story follows. Her cart is there before the bad deployment. */
final class Ada {
  static final String FIRST_SKU = "MUG-BLUE";
  static final int FIRST_QUANTITY = 3;
  static final String COUPON = "SPRING15";
  static final int COUPON_PERCENT = 15;

  private static final String SESSION = "s-ada";
  private static final String CARD = "4111111111111111";

  private final ShopClient shop;
  private String cart = "";
  private String order = "";

  Ada(ShopClient shop) {
    this.shop = shop;
  }

  /** Three mugs and a coupon. */
  JsonNode fillsACart() throws InterruptedException {
    shop.get(SESSION, "/products/" + FIRST_SKU);
    cart = done(shop.post(SESSION, "/carts", Map.of("customer", "ada-1"))).path("id").asText();
    put(FIRST_SKU, FIRST_QUANTITY);
    return done(shop.post(SESSION, "/carts/" + cart + "/coupon", Map.of("code", COUPON)));
  }

  /** One more thing: the cart is priced anew. */
  JsonNode comesBack() throws InterruptedException {
    return put("NOTE-A5", 1);
  }

  private JsonNode put(String sku, int quantity) throws InterruptedException {
    return done(
        shop.put(SESSION, "/carts/" + cart + "/items/" + sku, Map.of("quantity", quantity)));
  }

  JsonNode buys() throws InterruptedException {
    var bought = done(shop.post(SESSION, "/orders", Map.of("cartId", cart, "card", CARD)));
    order = bought.path("id").asText();
    return bought;
  }

  ShopClient.Answer asksForTheInvoice() throws InterruptedException {
    return shop.get(SESSION, "/orders/" + order + "/invoice");
  }

  ShopClient.Answer wantsHerMoneyBack() throws InterruptedException {
    return shop.post(SESSION, "/orders/" + order + "/refund", Map.of());
  }

  private static JsonNode done(ShopClient.Answer answer) {
    if (!answer.ok()) {
      throw new DemoException("the shop answered " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  String cart() {
    return cart;
  }

  String order() {
    return order;
  }
}
