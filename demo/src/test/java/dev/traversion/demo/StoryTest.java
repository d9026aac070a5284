package dev.traversion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story with real services, in a hurry, its telemetry kept in files. */
class StoryTest {
  private static final Tempo HURRY = new Tempo(0.06);

  @TempDir Path folder;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Narrator narrator =
      new Narrator(new PrintStream(output, true, StandardCharsets.UTF_8), InstantSource.system());

  @Test
  void a_commit_spoils_state_and_requests_fail_only_later() throws Exception {
    var root = Path.of(System.getProperty("traversion.root"));
    var agent = Agent.ready(root, narrator);
    var failures = new CopyOnWriteArrayList<ShopClient.Failure>();
    Story.Told told;
    try (var stage = new Stage(narrator);
        var work = WorkDirectory.take(folder.resolve("work"), true)) {
      var capture = stage.keep(OtlpCapture.into(folder.resolve("capture")));
      var repository = ShopRepository.at(work.repository(), Instant.parse("2026-06-01T12:00:00Z"));
      var shop = stage.keep(Shop.at(work, repository, agent, new Ports(narrator), capture.otlp()));
      shop.open(repository.find(Story.BASELINE));
      var client =
          stage.keep(new ShopClient(shop.gateway(), InstantSource.system(), failures::add));
      Assortment.stock(client);
      told = new Story(shop, repository, client, HURRY, narrator).tell();
    }

    assertThat(failures)
        .extracting(ShopClient.Failure::path)
        .containsExactly(
            "/orders/" + told.order() + "/invoice", "/orders/" + told.order() + "/refund");
    assertThat(failures)
        .extracting(ShopClient.Failure::traceId)
        .containsExactly(told.invoiceTrace(), told.refundTrace());
    assertThat(failures.getFirst().at())
        .isAfter(told.deployed().getLast().at())
        .isAfter(told.settingChanged());
    assertThat(told.deployed())
        .extracting(Story.Deployed::service)
        .containsExactly("catalog", "cart", "payment", "gateway");

    var logs = requests("logs");
    assertThat(logs).as("what the services sent before they ended").isNotEmpty();
    assertThat(String.join("", logs))
        .contains("traversion.entity.change", "traversion.config.change", told.cart())
        .contains("\"discountCents\":581", "\"discountCents\":5.805");
    assertThat(String.join("", requests("traces")))
        .contains("traversion.request.body", "exception.stacktrace", "handler.js:");
  }

  /** The captured requests; protobuf keeps text readable. */
  private List<String> requests(String signal) throws Exception {
    var requests = new ArrayList<String>();
    try (var file =
        new DataInputStream(
            new GZIPInputStream(
                Files.newInputStream(folder.resolve("capture").resolve(signal + ".otlp.gz"))))) {
      for (; ; ) {
        requests.add(new String(file.readNBytes(file.readInt()), StandardCharsets.ISO_8859_1));
      }
    } catch (EOFException end) {
      return requests;
    }
  }
}
