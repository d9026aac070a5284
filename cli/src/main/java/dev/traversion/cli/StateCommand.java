package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.text.Terminal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "state",
    description = {
      "The state of one service, or of all, as it was at an instant.",
      "The paging options are for all services."
    })
final class StateCommand extends PagedQuestion {
  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "One service, NAME or NAMESPACE/NAME. Default: all, a line each.")
  Optional<String> service = Optional.empty();

  @Option(names = "--at", paramLabel = "TIME", description = "The instant. Default: now.")
  Optional<String> at = Optional.empty();

  StateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    return service
        .map(name -> Request.api("services", name, "state"))
        .orElseGet(() -> Request.api("state"))
        .with("at", time("--at", at));
  }

  @Override
  boolean isEmpty(JsonNode page) {
    return service.isEmpty() && super.isEmpty(page);
  }

  @Override
  void show(JsonNode page, boolean first) {
    if (service.isPresent()) {
      new StateView(terminal).service(page);
    } else {
      new StateView(terminal).system(page, first);
    }
  }

  @Override
  String nothing(JsonNode page) {
    return "Nothing was recorded by then.";
  }
}
