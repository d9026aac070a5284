package dev.traversion.demo;

import java.util.List;
import java.util.Map;

/** What the shop sells. */
final class Assortment {
  private static final String CLERK = "clerk";
  private static final int FIRST_STOCK = 400;

  private Assortment() {}

  record Product(String sku, String name, String category, int priceCents) {}

  static final List<Product> PRODUCTS =
      List.of(
          new Product("MUG-BLUE", "Blue mug", "kitchen", 1290),
          new Product("MUG-RED", "Red mug", "kitchen", 1290),
          new Product("MUG-TRAVEL", "Travel mug", "kitchen", 2495),
          new Product("BOWL-OAK", "Oak bowl", "kitchen", 3450),
          new Product("KNIFE-CHEF", "Chef's knife", "kitchen", 8990),
          new Product("BOARD-ASH", "Ash cutting board", "kitchen", 2999),
          new Product("POT-IRON", "Iron pot", "kitchen", 11900),
          new Product("LAMP-DESK", "Desk lamp", "office", 5999),
          new Product("CHAIR-MESH", "Mesh chair", "office", 18900),
          new Product("NOTE-A5", "Notebook A5", "office", 849),
          new Product("NOTE-A4", "Notebook A4", "office", 1149),
          new Product("PEN-GEL", "Gel pen", "office", 279),
          new Product("PEN-FOUNTAIN", "Fountain pen", "office", 4290),
          new Product("CLOCK-WALL", "Wall clock", "office", 3799),
          new Product("BAG-TOTE", "Tote bag", "travel", 1999),
          new Product("BAG-DAY", "Day pack", "travel", 7450),
          new Product("BOTTLE-STEEL", "Steel bottle", "travel", 2450),
          new Product("MAP-CITY", "City map", "travel", 995),
          new Product("TOWEL-QUICK", "Quick towel", "travel", 1890),
          new Product("PLANT-FERN", "Fern", "home", 2290),
          new Product("PLANT-CACTUS", "Cactus", "home", 1390),
          new Product("VASE-CLAY", "Clay vase", "home", 3190),
          new Product("CANDLE-PINE", "Pine candle", "home", 1590),
          new Product("RUG-WOOL", "Wool rug", "home", 14900));

  static final List<String> CATEGORIES = List.of("kitchen", "office", "travel", "home");

  static final List<String> SEARCHES =
      List.of("mug", "blue mug", "pen", "bag", "note", "plant", "");

  static final List<String> COUPONS = List.of("WELCOME10", "SPRING15", "TEAM20");

  /** Puts every product on the shelf; those that are there keep their stock. */
  static void stock(ShopClient shop) throws InterruptedException {
    for (var product : PRODUCTS) {
      shop.put(
          CLERK,
          "/products/" + product.sku(),
          Map.of(
              "name", product.name(),
              "category", product.category(),
              "priceCents", product.priceCents(),
              "stock", FIRST_STOCK));
    }
  }
}
