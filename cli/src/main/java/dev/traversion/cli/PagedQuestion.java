package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Reply;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.Terminal;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A question whose answer is a list, told page by page. */
abstract class PagedQuestion extends Question {
  private static final int MOST_A_PAGE = 1_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, 1 to 1000. Default: 100; with --all, 1000 a page.")
  Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--all",
      description = "All pages. With --json: one page a line, each as the server answers it.")
  boolean all;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description =
          "Go on from `next` of an answer; give the other options as before, with "
              + "the absolute times of that answer.")
  Optional<String> cursor = Optional.empty();

  PagedQuestion(Terminal terminal) {
    super(terminal);
  }

  abstract Request request();

  /** Which member of the answer is the list. */
  String items() {
    return "items";
  }

  abstract void show(JsonNode page, boolean first);

  /** Said when there is nothing to list. */
  abstract String nothing(JsonNode page);

  /** Whether an answer whose list is empty says nothing. */
  boolean isEmpty(JsonNode page) {
    return page.path(items()).isEmpty();
  }

  @Override
  final int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    limit.ifPresent(
        n -> {
          if (n < 1 || n > MOST_A_PAGE) {
            throw usage("--limit wants 1 to 1000, not " + n);
          }
        });
    Optional<Integer> size = all && limit.isEmpty() ? Optional.of(MOST_A_PAGE) : limit;
    Request request = request().with("limit", size.map(String::valueOf)).with("cursor", cursor);
    boolean first = true;
    boolean found = false;
    while (true) {
      Reply reply = get(asked, request);
      JsonNode page = reply.json();
      found |= !isEmpty(page);
      print(reply, first);
      String next = page.path("next").asText("");
      if (next.isEmpty() || !all) {
        finish(page, found, !next.isEmpty());
        return found ? ExitCode.OK : ExitCode.NOTHING_FOUND;
      }
      request = following(request, page, next);
      first = false;
    }
  }

  private void print(Reply reply, boolean first) {
    if (!json) {
      show(reply.json(), first);
    } else if (all) {
      // a line break in JSON is either between tokens or escaped, so this changes no value
      terminal.out().println(reply.text().strip().replace("\r", "").replace('\n', ' '));
    } else {
      printJson(reply);
    }
    terminal.flush();
  }

  private void finish(JsonNode page, boolean found, boolean more) {
    if (!found && !json) {
      hint(nothing(page));
    }
    if (more && !json) {
      hint("There is more: --all shows it all, --limit N (up to 1000) more at a time.");
    }
  }

  /** The same question from the cursor on, its times fixed to what they were resolved to. */
  private static Request following(Request request, JsonNode page, String next) {
    Request following = request.replacing("cursor", next);
    for (String time : new String[] {"at", "from", "to"}) {
      if (page.path(time).isTextual()) {
        following = following.replacing(time, page.path(time).asText());
      }
    }
    return following;
  }
}
