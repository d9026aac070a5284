package dev.traversion.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what the time machine says with what happened. Each claim is put until it holds: what
 * the services tell arrives a moment after it happened.
 */
final class Inspection {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 250;
  private static final String CART = "shop/cart";
  private static final String ORDER = "shop/order";
  private static final String GATEWAY = "shop/gateway";
  private static final String INVOICE = "GET /orders/{id}/invoice";
  private static final String REFUND = "POST /orders/{id}/refund";

  private final TimeMachine machine;
  private final Story.Told told;
  private final long answered;
  private final long unanswered;
  private final Instant shopOpened;
  private final Narrator narrator;
  private final List<Finding> findings = new ArrayList<>();

  /** A claim, whether it holds, and what was seen. */
  record Finding(String claim, boolean holds, String seen) {}

  /** A question to the time machine; its answer tells what was seen. */
  private interface Question {
    String ask() throws IOException, InterruptedException, Unmet;
  }

  /** The claim does not hold, yet. */
  private static final class Unmet extends Exception {
    private static final long serialVersionUID = 1L;

    Unmet(String seen) {
      super(seen);
    }
  }

  /**
   * @param shopOpened before the first request
   * @param client made the requests, and makes no more
   */
  Inspection(
      TimeMachine machine,
      Story.Told told,
      Instant shopOpened,
      ShopClient client,
      Narrator narrator) {
    this.machine = machine;
    this.told = told;
    this.shopOpened = shopOpened;
    this.answered = client.answered();
    this.unanswered = client.unanswered();
    this.narrator = narrator;
  }

  List<Finding> findings() throws InterruptedException {
    claim("all five services are known", this::servicesAreKnown);
    claim("every request that the gateway answered was recorded, once", this::nothingIsMissing);
    claim("Ada's cart was right before she came back", this::goodValueBefore);
    claim("one write poisoned it, made by the new version", this::poisonedValueAfter);
    claim("the version that ran at each instant is known", this::versionsThatRan);
    claim("the bad deployment came before the poisoned write", this::badDeploymentBefore);
    claim("all deployments of the story were seen, with their commits", this::deploymentsSeen);
    claim("the setting was seen to change", this::settingSeen);
    claim("invoices and refunds failed, but only much later", this::failuresLater);
    claim("the failing invoice's trace does not show the cause", this::invoiceTrace);
    claim("the failing refund can be followed through three services", this::refundTrace);
    return List.copyOf(findings);
  }

  private void claim(String claim, Question question) throws InterruptedException {
    var start = narrator.now();
    for (; ; ) {
      try {
        found(new Finding(claim, true, question.ask()));
        return;
      } catch (Unmet | IOException e) {
        if (narrator.since(start).compareTo(PATIENCE) > 0) {
          found(new Finding(claim, false, String.valueOf(e.getMessage())));
          return;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void found(Finding finding) {
    findings.add(finding);
    narrator.add("%s %s", finding.holds() ? "ok     " : "FAILED ", finding.claim());
    narrator.add("        %s", finding.seen());
  }

  private String servicesAreKnown() throws IOException, InterruptedException, Unmet {
    var seen = new TreeSet<String>();
    machine.services().path("items").forEach(item -> seen.add(item.path("service").asText()));
    for (var service : Shop.SERVICES) {
      require(seen.contains(ShopService.NAMESPACE + "/" + service), "only " + seen);
    }
    return String.join(", ", seen);
  }

  private String nothingIsMissing() throws IOException, InterruptedException, Unmet {
    long inbound =
        machine
            .events(shopOpened, narrator.now(), Map.of("service", GATEWAY, "kind", "call"))
            .stream()
            .filter(call -> call.path("spanKind").asText().equals("server"))
            .count();
    // A request whose connection was cut by a deployment was asked again: recorded, not answered.
    // Some of these the client asks again by itself.
    long again = unanswered + answered / 50 + 5;
    require(
        inbound >= answered && inbound <= answered + again,
        inbound
            + " inbound calls recorded, "
            + answered
            + " answered, up to "
            + again
            + " asked again");
    return inbound + " inbound calls for " + answered + " answers";
  }

  private String goodValueBefore() throws IOException, InterruptedException, Unmet {
    var line = firstLine(cartAt(told.beforeHerReturn()));
    requireRight(line);
    return "discountCents " + line.path("discountCents") + " of " + line.path("grossCents");
  }

  private String poisonedValueAfter() throws IOException, InterruptedException, Unmet {
    var write = poisonedWrite();
    // On the time line that all services share, where the cart's clock is known to be off.
    var at = Instant.parse(write.path("correctedAt").asText(write.path("occurredAt").asText()));
    requireRight(firstLine(cartAt(at.minusNanos(1))));
    var poisoned = cartAt(at);
    var discount = firstLine(poisoned).path("discountCents");
    require(!discount.isIntegralNumber(), "discountCents is " + discount);
    require(
        poisoned.path("serviceVersion").asText().equals(told.bad().release().version()),
        "written by " + poisoned.path("serviceVersion"));
    require(
        !at.isBefore(told.beforeHerReturn()) && !at.isAfter(told.afterHerReturn()),
        "written at " + at);
    return "discountCents " + discount + " from " + at + " on";
  }

  private JsonNode poisonedWrite() throws IOException, InterruptedException, Unmet {
    for (var change : machine.history(CART, "cart", told.cart())) {
      var discount = firstLine(change).path("discountCents");
      if (discount.isNumber() && !discount.isIntegralNumber()) {
        return change;
      }
    }
    throw new Unmet("no poisoned value in the history of cart/" + told.cart());
  }

  private JsonNode cartAt(Instant at) throws IOException, InterruptedException {
    return machine.entity(CART, "cart", told.cart(), at);
  }

  private static JsonNode firstLine(JsonNode holder) {
    for (var line : holder.path("value").path("json").path("lines")) {
      if (line.path("sku").asText().equals(Ada.FIRST_SKU)) {
        return line;
      }
    }
    return holder.path("nothing");
  }

  private static void requireRight(JsonNode line) throws Unmet {
    var gross = line.path("grossCents").asLong();
    var discount = line.path("discountCents");
    require(
        gross > 0
            && discount.isIntegralNumber()
            && discount.asLong() == Math.round(gross * Ada.COUPON_PERCENT / 100.0),
        "discountCents " + discount + " of " + gross);
  }

  private String versionsThatRan() throws IOException, InterruptedException, Unmet {
    var before = running(told.bad().begunAt());
    // A version is known to run from the first thing that it tells of itself.
    var after = running(told.afterHerReturn());
    require(after.equals(told.bad().release().version()), "cart " + after + " ran after it");
    require(!before.isEmpty() && !before.equals(after), "cart " + before + " ran before it");
    return "cart " + before + ", then " + after;
  }

  private String running(Instant at) throws IOException, InterruptedException {
    return machine.state(CART, at).path("running").path("version").asText();
  }

  private String badDeploymentBefore() throws IOException, InterruptedException, Unmet {
    var write = Instant.parse(poisonedWrite().path("occurredAt").asText());
    var last =
        machine.deployments(told.begin(), write.plusNanos(1)).stream()
            .filter(deployment -> deployment.path("service").asText().equals(CART))
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new Unmet("no deployment of cart before the write"));
    require(
        last.path("commit").asText().equals(told.bad().release().commit().sha()),
        "the last one was of " + last.path("commit"));
    return "cart " + last.path("version").asText() + " at " + last.path("occurredAt").asText();
  }

  private String deploymentsSeen() throws IOException, InterruptedException, Unmet {
    var seen = machine.deployments(told.begin(), narrator.now());
    var names = new ArrayList<String>();
    for (var deployed : told.deployed()) {
      var name = deployed.service() + " " + deployed.release().version();
      require(
          seen.stream().anyMatch(each -> isOf(each, deployed)),
          name + " was not seen among " + seen.size());
      names.add(name);
    }
    return String.join(", ", names);
  }

  private static boolean isOf(JsonNode seen, Story.Deployed deployed) {
    return seen.path("service").asText().equals(ShopService.NAMESPACE + "/" + deployed.service())
        && seen.path("version").asText().equals(deployed.release().version())
        && seen.path("commit").asText().equals(deployed.release().commit().sha());
  }

  private String settingSeen() throws IOException, InterruptedException, Unmet {
    var difference =
        machine.diff(ORDER, told.settingChanged().minus(Duration.ofSeconds(1)), told.end());
    for (var setting : difference.path("config")) {
      if (setting.path("key").asText().equals(Story.SETTING)) {
        int before = setting.path("before").path("value").path("json").asInt();
        int after = setting.path("after").path("value").path("json").asInt();
        require(
            before == Story.SETTING_BEFORE && after == Story.SETTING_AFTER,
            before + " to " + after);
        return Story.SETTING + " " + before + " to " + after;
      }
    }
    throw new Unmet("no difference in " + Story.SETTING);
  }

  private String failuresLater() throws IOException, InterruptedException, Unmet {
    var failures =
        machine
            .events(
                told.begin(),
                narrator.now(),
                Map.of("service", GATEWAY, "kind", "call", "error", "true"))
            .stream()
            .filter(call -> call.path("spanKind").asText().equals("server"))
            .filter(call -> !isDuringDeployment(Instant.parse(call.path("occurredAt").asText())))
            .toList();
    Set<String> pages = new LinkedHashSet<>();
    failures.forEach(failure -> pages.add(failure.path("name").asText()));
    require(pages.equals(Set.of(INVOICE, REFUND)), "failing pages: " + pages);
    var first = Instant.parse(failures.getFirst().path("occurredAt").asText());
    var later = Duration.between(told.bad().at(), first);
    require(later.isPositive(), "the first failure was " + later + " after the deployment");
    return "%d requests, the first %d s after the deployment"
        .formatted(failures.size(), later.toSeconds());
  }

  /**
   * While a service is away, requests that need it may fail: that is not what the claim is about.
   */
  private boolean isDuringDeployment(Instant at) {
    return told.deployed().stream()
        .anyMatch(
            deployed ->
                at.isAfter(deployed.begunAt().minus(LONGEST_REQUEST))
                    && at.isBefore(deployed.at()));
  }

  private String invoiceTrace() throws IOException, InterruptedException, Unmet {
    var trace = machine.trace(told.invoiceTrace());
    var services = services(trace);
    require(services.equals(Set.of(GATEWAY, ORDER)), "services in it: " + services);
    require(
        trace.stream().noneMatch(event -> event.path("kind").asText().equals("entity-change")),
        "it changed entities");
    require(
        trace.stream().anyMatch(event -> exceptionIn(event).contains("handler.js:")),
        "no exception with its place in it");
    var body = responseOf(trace, GATEWAY);
    require(body.path("status").asInt() == 500, "the gateway's answer was " + body);
    return "the error comes from order; cart is not in it";
  }

  private String refundTrace() throws IOException, InterruptedException, Unmet {
    var trace = machine.trace(told.refundTrace());
    var services = services(trace);
    require(services.equals(Set.of(GATEWAY, ORDER, "shop/payment")), "services in it: " + services);
    for (var event : trace) {
      if (event.path("service").asText().equals("shop/payment")
          && event.path("spanKind").asText().equals("server")) {
        var asked =
            event.path("exchange").path("request").path("body").path("json").path("amountCents");
        require(asked.isNumber() && !asked.isIntegralNumber(), "payment was asked for " + asked);
        return "payment was asked to give back " + asked + " cents";
      }
    }
    throw new Unmet("payment's part is missing");
  }

  private static Set<String> services(List<JsonNode> trace) {
    var services = new TreeSet<String>();
    trace.forEach(event -> services.add(event.path("service").asText()));
    return services;
  }

  private static JsonNode responseOf(List<JsonNode> trace, String service) throws Unmet {
    for (var event : trace) {
      if (event.path("service").asText().equals(service)
          && event.path("spanKind").asText().equals("server")) {
        return event.path("exchange").path("response").path("body").path("json");
      }
    }
    throw new Unmet(service + " answered nothing in this trace");
  }

  private static String exceptionIn(JsonNode call) {
    for (var event : call.path("events")) {
      for (var attribute : event.path("attributes")) {
        if (attribute.path("key").asText().equals("exception.stacktrace")) {
          return attribute.path("value").path("stringValue").asText();
        }
      }
    }
    return "";
  }

  private static void require(boolean condition, String seen) throws Unmet {
    if (!condition) {
      throw new Unmet(seen);
    }
  }
}
