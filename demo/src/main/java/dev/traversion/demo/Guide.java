package dev.traversion.demo;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what to look at, with the exact commands. */
final class Guide {
  private static final int USUAL_PORT = 3335;

  private final Narrator narrator;
  private final @Nullable URI api;

  private Guide(Narrator narrator, @Nullable URI api) {
    this.narrator = narrator;
    this.api = api;
  }

  static Guide of(Recorder recorder, Narrator narrator) {
    return new Guide(narrator, recorder instanceof Recorder.Node node ? node.api() : null);
  }

  /** How to see a failing request. */
  void trace(ShopClient.Failure failure) {
    if (api != null && !failure.traceId().isEmpty()) {
      narrator.add("%s", command("trace " + failure.traceId()));
    }
  }

  /** The way from the symptom back to the cause. */
  void explain(Story.Told told, Path repository) {
    narrator.blank();
    narrator.add(
        "Invoices and refunds fail. The newest deployment was of gateway, the newest setting");
    narrator.add("is refundWindowDays. Was it one of them? Go back and look:");
    narrator.blank();
    if (api != null) {
      narrator.add(
          "# the moment before, with Ada's cart: all is well. Let time run on (space), and");
      narrator.add(
          "# watch discountCents become a fraction, written by cart %s",
          told.bad().release().version());
      narrator.add("%s", new Facts(api, told).link());
      narrator.blank();
    }
    step("what fails, and since when", "events --error --from " + told.begin());
    step(
        "one failing request, with bodies: payment is asked for a fraction of a cent",
        "trace " + told.refundTrace() + " --bodies");
    step(
        "the order it was about: look at discountCents of its lines",
        "entity order order/" + told.order());
    step(
        "they came from the cart. Its history: the very write that spoiled it",
        "entity cart cart/" + told.cart() + " --history");
    step(
        "the cart just before",
        "entity cart cart/" + told.cart() + " --at " + told.beforeHerReturn());
    step(
        "what changed in the cart service meanwhile: its version too",
        "diff cart --from "
            + told.bad().begunAt()
            + " --to "
            + told.afterHerReturn()
            + " --limit 10");
    step("any service at any instant", "state order --at " + told.settingChanged().minusSeconds(1));
    narrator.add(
        "The commit that did it: git -C %s show %s",
        repository, told.bad().release().commit().shortSha());
    narrator.blank();
    narrator.add("The shop goes on until you press Ctrl-C.");
    narrator.blank();
  }

  private void step(String what, String arguments) {
    narrator.add("# %s", what);
    narrator.add("%s", command(arguments));
    narrator.blank();
  }

  private String command(String arguments) {
    return api == null || api.getPort() == USUAL_PORT
        ? "./traversion " + arguments
        : "./traversion " + arguments + " --server " + api;
  }
}
