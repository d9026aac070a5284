package dev.traversion.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./traversion demo}: a shop in production, and the time machine beside it. */
@Command(
    name = "demo",
    description =
        "Runs a small shop of five services beside a node, deploys a bug, and says what to look at.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:stopped as told; with --once: everything was found",
      "1:could not start or go on; with --once: something was not found",
      "2:wrong usage"
    })
public final class Demo implements Callable<Integer> {
  /** How long before the demo the last commit seems to have been made. */
  private static final Duration LAST_COMMIT = Duration.ofMinutes(40);

  @Option(names = "--once", description = "tell the story faster, check it, and exit")
  private boolean once;

  @Option(names = "--fresh", description = "throw away what an earlier demo left")
  private boolean fresh;

  @Option(names = "--rate", paramLabel = "N", description = "requests a second [${DEFAULT-VALUE}]")
  private double rate = 25;

  @Option(names = "--seed", paramLabel = "N", description = "of the traffic [${DEFAULT-VALUE}]")
  private long seed = 20_260_101;

  @Option(names = "--work", paramLabel = "DIR", description = "[.traversion/demo]")
  private @Nullable Path work;

  @Option(
      names = "--hold",
      paramLabel = "FILE",
      description = "with --once: then write what happened to FILE, and go on until input ends")
  private @Nullable Path hold;

  @Option(names = "--no-open", description = "do not open the dashboard")
  private boolean noOpen;

  @Option(
      names = "--capture",
      paramLabel = "DIR",
      description = "start no node: keep the telemetry in files, and exit after the story")
  private @Nullable Path capture;

  private final Narrator narrator = new Narrator(System.out, InstantSource.system());

  private Demo() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var root = Path.of(System.getProperty("traversion.root", ".")).toAbsolutePath().normalize();
    var folder = work == null ? root.resolve(".traversion").resolve("demo") : work;
    try (var stage = new Stage(narrator);
        var directory = WorkDirectory.take(folder.toAbsolutePath().normalize(), fresh)) {
      stage.closeOnSignal();
      return play(root, directory, stage);
    } catch (DemoException e) {
      narrator.blank();
      System.err.println("demo: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      return 1;
    }
  }

  private int play(Path root, WorkDirectory directory, Stage stage)
      throws IOException, InterruptedException {
    var tempo = once || capture != null ? Tempo.FOR_TESTS : Tempo.FOR_PEOPLE;
    var ports = new Ports(narrator);
    var agent = Agent.ready(root, narrator);
    var recorder = stage.keep(recorder(root, directory, ports));

    var repository = ShopRepository.at(directory.repository(), narrator.now().minus(LAST_COMMIT));
    narrator.tell(
        "the shop's repository has %d commits (%s)",
        repository.history().size(), directory.repository());
    var shop = stage.keep(Shop.at(directory, repository, agent, ports, recorder.otlp()));
    var baseline = repository.find(Story.BASELINE);
    shop.open(baseline);
    narrator.tell(
        "five services run \"%s\"; the shop is open on %s", baseline.title(), shop.gateway());

    var failures = new Failures(narrator, Guide.of(recorder, narrator));
    var client = stage.keep(new ShopClient(shop.gateway(), InstantSource.system(), failures::add));
    var opened = narrator.now();
    Assortment.stock(client);
    var traffic = stage.keep(new Traffic(client, tempo, rate, seed));
    traffic.start();
    narrator.tell("customers come in: about %.0f requests a second", rate);
    narrator.blank();

    var told = new Story(shop, repository, client, tempo, narrator).tell();
    if (recorder instanceof Recorder.Node node && !once) {
      Guide.of(recorder, narrator).explain(told, directory.repository());
      open(new Facts(node.api(), told));
      stage.untilClosed(() -> watch(shop, node));
      return 0;
    }
    traffic.close();
    narrator.tell("the story is told: %d requests were answered", client.answered());
    if (recorder instanceof Recorder.Node node) {
      int failed = check(node.api(), told, opened, client);
      if (hold != null && failed == 0) {
        new Facts(node.api(), told).write(hold);
        narrator.tell("going on until input ends; what happened is in %s", hold);
        System.in.transferTo(OutputStream.nullOutputStream());
      }
      return failed;
    }
    return 0;
  }

  private void open(Facts facts) {
    if (!noOpen) {
      Desktop.of(System.getenv(), System.getProperty("os.name", ""))
          .ifPresent(desktop -> desktop.open(facts.link()));
    }
  }

  private Recorder recorder(Path root, WorkDirectory directory, Ports ports)
      throws IOException, InterruptedException {
    if (capture != null) {
      narrator.tell("telemetry goes to files in %s", capture);
      return OtlpCapture.into(capture);
    }
    narrator.tell("starting a node; its log is %s", directory.log("traversion"));
    var node = Recorder.Node.start(root, directory, ports, narrator);
    narrator.tell("the node records on %s and answers on %s", node.otlp(), node.api());
    return node;
  }

  private static void watch(Shop shop, Recorder.Node node) {
    if (!node.process().isAlive()) {
      throw new DemoException("the node ended; its output is in " + node.process().log());
    }
    var fallen = shop.fallen();
    if (!fallen.isEmpty()) {
      throw new DemoException("services ended by themselves: " + fallen + "; see their logs");
    }
  }

  private int check(URI api, Story.Told told, Instant opened, ShopClient client)
      throws InterruptedException {
    narrator.blank();
    narrator.tell("asking the time machine:");
    try (var machine = new TimeMachine(api)) {
      var findings = new Inspection(machine, told, opened, client, narrator).findings();
      long failed = findings.stream().filter(finding -> !finding.holds()).count();
      narrator.blank();
      narrator.tell("%d of %d claims hold", findings.size() - failed, findings.size());
      return failed == 0 ? 0 : 1;
    }
  }
}
