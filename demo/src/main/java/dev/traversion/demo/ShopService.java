package dev.traversion.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One service of the shop: a process that runs a release of its handler. */
final class ShopService {
  static final String NAMESPACE = "shop";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final int port;
  private final Agent agent;
  private final WorkDirectory work;
  private final URI otlp;
  private final Map<String, String> addresses;
  private final Map<String, Object> overrides = new LinkedHashMap<>();
  private @Nullable Child process;
  private @Nullable Release release;

  /** A commit of the repository as this service runs it. */
  record Release(String version, ShopRepository.Commit commit) {}

  /**
   * @param addresses base URLs of all services by name
   */
  ShopService(
      String name,
      int port,
      Agent agent,
      WorkDirectory work,
      URI otlp,
      Map<String, String> addresses) {
    this.name = name;
    this.port = port;
    this.agent = agent;
    this.work = work;
    this.otlp = otlp;
    this.addresses = addresses;
  }

  /**
   * Replaces what runs by the handler as it is at a commit. Requests that run are finished; those
   * that come meanwhile find nobody for about a second, and their callers ask again.
   */
  Release deploy(ShopRepository repository, ShopRepository.Commit commit)
      throws IOException, InterruptedException {
    var source = "services/" + name;
    var version =
        JSON.readTree(repository.file(commit, source + "/package.json").orElseThrow())
            .path("version")
            .asText();
    var folder = work.releases().resolve(name).resolve(version + "-" + commit.shortSha());
    repository.checkOut(commit, source, folder);
    stop();
    configure(repository, commit);
    process =
        Child.startAndAwait(
            name,
            command(folder, version, commit),
            folder,
            work.log(name),
            line -> line.startsWith("listening on "),
            START_PATIENCE);
    release = new Release(version, commit);
    return release;
  }

  private List<String> command(Path folder, String version, ShopRepository.Commit commit) {
    var command = new ArrayList<>(agent.command());
    command.addAll(
        List.of(
            "--entry",
            folder.resolve("handler.js").toString(),
            "--namespace",
            NAMESPACE,
            "--name",
            name,
            "--version",
            version,
            "--commit",
            commit.sha(),
            "--environment",
            "production",
            "--data",
            work.state(name).toString(),
            "--config",
            work.config(name).toString(),
            "--port",
            Integer.toString(port),
            "--otlp",
            otlp.toString(),
            "--header",
            "x-session-id",
            "--stdin-bound"));
    return command;
  }

  /** Changes a setting while the service runs. */
  void set(ShopRepository repository, String key, Object value) throws IOException {
    overrides.put(key, value);
    if (release != null) {
      configure(repository, release.commit());
    }
  }

  /** The settings of the commit, the addresses of the others, and what was set by hand. */
  private void configure(ShopRepository repository, ShopRepository.Commit commit)
      throws IOException {
    var settings =
        (ObjectNode)
            JSON.readTree(repository.file(commit, "config/" + name + ".json").orElseThrow());
    settings.set("services", JSON.valueToTree(addresses));
    overrides.forEach((key, value) -> settings.set(key, JSON.valueToTree(value)));
    var file = work.config(name);
    Files.createDirectories(file.getParent());
    var next = file.resolveSibling(name + ".json.next");
    JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), settings);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  void stop() {
    if (process != null) {
      process.stop();
      process = null;
    }
  }
}
