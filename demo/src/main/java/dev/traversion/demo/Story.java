package dev.traversion.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens, and when: deployments, a changed setting, and Ada. The commit {@link #BAD} writes
 * wrong amounts into carts; nothing fails by it until much later, when other things have changed.
 */
final class Story {
  /** The commit that everything runs at first. */
  static final String BASELINE = "catalog: shorter pages";

  /** The commit that poisons state. */
  static final String BAD = "cart: round the discount once per cart";

  static final String SETTING = "refundWindowDays";
  static final int SETTING_BEFORE = 30;
  static final int SETTING_AFTER = 14;

  private final Shop shop;
  private final ShopRepository repository;
  private final Ada ada;
  private final Tempo tempo;
  private final Narrator narrator;
  private final Instant begin;
  private final List<Deployed> deployed = new ArrayList<>();

  /**
   * A deployment of the story.
   *
   * @param begunAt when the release before still ran
   * @param at when the new release answered
   */
  record Deployed(String service, ShopService.Release release, Instant begunAt, Instant at) {}

  /**
   * What the story left to be looked at.
   *
   * @param begin before its first deployment
   * @param bad the deployment that poisoned state
   * @param beforeHerReturn when Ada's cart was still right
   * @param invoiceTrace of Ada's failing request
   */
  record Told(
      Instant begin,
      Instant end,
      List<Deployed> deployed,
      Deployed bad,
      Instant settingChanged,
      String cart,
      String order,
      Instant beforeHerReturn,
      Instant afterHerReturn,
      String invoiceTrace,
      String refundTrace) {}

  Story(Shop shop, ShopRepository repository, ShopClient client, Tempo tempo, Narrator narrator) {
    this.shop = shop;
    this.repository = repository;
    this.ada = new Ada(client);
    this.tempo = tempo;
    this.narrator = narrator;
    this.begin = narrator.now();
  }

  Told tell() throws IOException, InterruptedException {
    waitUntil(25);
    deploy("catalog", "catalog: show what sells best first");

    waitUntil(40);
    var cart = ada.fillsACart();
    narrator.tell(
        "Ada puts %d blue mugs in cart/%s and uses %s: %d cents off %d",
        Ada.FIRST_QUANTITY,
        ada.cart(),
        Ada.COUPON,
        cart.path("discountCents").asInt(),
        cart.path("subtotalCents").asInt());

    waitUntil(60);
    var bad = deploy("cart", BAD);

    waitUntil(69);
    var beforeHerReturn = narrator.now();
    Thread.sleep(tempo.seconds(1));
    ada.comesBack();
    var afterHerReturn = narrator.now();
    narrator.tell("Ada adds a notebook to cart/%s", ada.cart());

    waitUntil(76);
    var order = ada.buys();
    narrator.tell(
        "Ada buys it as order/%s for %d cents; all is well",
        ada.order(), order.path("totalCents").asInt());

    waitUntil(82);
    deploy("payment", "payment: log refunds");

    waitUntil(90);
    shop.set("order", SETTING, SETTING_AFTER);
    var settingChanged = narrator.now();
    narrator.tell(
        "setting %s of order changed from %d to %d", SETTING, SETTING_BEFORE, SETTING_AFTER);

    waitUntil(98);
    deploy("gateway", "gateway: let browsers keep pages for two seconds");

    waitUntil(116);
    var invoice = ada.asksForTheInvoice();
    narrator.tell("Ada asks for her invoice: %d", invoice.status());
    waitUntil(124);
    var refund = ada.wantsHerMoneyBack();
    narrator.tell("Ada wants her money back: %d", refund.status());
    waitUntil(130);
    return new Told(
        begin,
        narrator.now(),
        List.copyOf(deployed),
        bad,
        settingChanged,
        ada.cart(),
        ada.order(),
        beforeHerReturn,
        afterHerReturn,
        invoice.traceId(),
        refund.traceId());
  }

  private Deployed deploy(String service, String title) throws IOException, InterruptedException {
    var commit = repository.find(title);
    var begunAt = narrator.now();
    var release = shop.deploy(service, commit);
    narrator.tell(
        "deployed %s %s: \"%s\" (%s, %s)",
        service, release.version(), commit.title(), commit.author(), commit.shortSha());
    var deployment = new Deployed(service, release, begunAt, narrator.now());
    deployed.add(deployment);
    return deployment;
  }

  private void waitUntil(double seconds) throws InterruptedException {
    var left = tempo.seconds(seconds).minus(narrator.since(begin));
    if (left.isPositive()) {
      Thread.sleep(left);
    }
    var fallen = shop.fallen();
    if (!fallen.isEmpty()) {
      throw new DemoException("services ended by themselves: " + fallen + "; see their logs");
    }
  }

  /** How long it takes. */
  static Duration length(Tempo tempo) {
    return tempo.seconds(130);
  }
}
