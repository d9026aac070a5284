package dev.traversion.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in the story and where it can be seen, for programs that look at the node after it.
 */
final class Facts {
  /** What of the time around the story a link shows. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final URI api;
  private final Story.Told told;

  Facts(URI api, Story.Told told) {
    this.api = api;
    this.told = told;
  }

  /** The dashboard at the last moment at which Ada's cart was right, with that cart chosen. */
  URI link() {
    return URI.create(
        api
            + "/dashboard?at="
            + told.beforeHerReturn()
            + "&from="
            + told.begin().minus(MARGIN)
            + "&to="
            + told.end().plus(MARGIN)
            + "&service="
            + ShopService.NAMESPACE
            + "/cart&entity=cart/"
            + told.cart());
  }

  /** Writes them as one JSON object; a reader sees all of it or no file. */
  void write(Path file) throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("api", api.toString());
    facts.put("dashboard", link().toString());
    facts.put("begin", told.begin().toString());
    facts.put("end", told.end().toString());
    facts.put("cart", told.cart());
    facts.put("order", told.order());
    facts.put("badDeploymentBegun", told.bad().begunAt().toString());
    facts.put("badDeploymentDone", told.bad().at().toString());
    facts.put("badVersion", told.bad().release().version());
    facts.put("settingChanged", told.settingChanged().toString());
    facts.put("before", told.beforeHerReturn().toString());
    facts.put("after", told.afterHerReturn().toString());
    facts.put("invoiceTrace", told.invoiceTrace());
    facts.put("refundTrace", told.refundTrace());
    write(file, facts);
  }

  private static void write(Path file, Map<String, String> facts) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, new ObjectMapper().writeValueAsString(facts));
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
