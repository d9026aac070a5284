package dev.traversion.benchmarks.codec;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.otlp.OtlpDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded incidents: {@code <set>/<incident>/{traces,traces-extra,logs,metrics}.jsonl.gz},
 * one OTLP/JSON export request a line.
 */
final class Incidents implements Telemetry {
  private static final Pattern TIME = Pattern.compile("imeUnixNano\":\"(\\d{1,18}|\\d{19})\"");

  /** A request is taken in so long after the latest time that it names. */
  private static final long TRANSPORT_NANOS = 200_000_000L;

  private final Path directory;
  private final OtlpDecoder decoder = new OtlpDecoder(Limits.defaults(), ServiceId.DEFAULT_TENANT);

  Incidents(Path directory) {
    this.directory = directory;
  }

  private record Request(long firstNanos, Map<ServiceId, List<Event>> byService) {}

  /** Incidents of all sets in turn until there are enough events, each in order of time. */
  @Override
  public Workload read(Set<Signal> signals, long enough, int sealEvents) {
    var workload = new Workload.Builder(sealEvents);
    for (var incident : incidents()) {
      if (workload.events() >= enough) {
        break;
      }
      var requests = new ArrayList<Request>();
      for (var signal : signals) {
        for (var name : names(signal)) {
          var file = incident.resolve(name + ".jsonl.gz");
          if (Files.exists(file)) {
            read(requests, signal, file, enough);
          }
        }
      }
      requests.sort(Comparator.comparingLong(Request::firstNanos));
      for (var request : requests) {
        if (workload.events() < enough) {
          workload.add(request.byService);
        }
      }
      // incidents lie hours apart: no frame spans two of them
      workload.sealAll();
    }
    return workload.build();
  }

  private static List<String> names(Signal signal) {
    return switch (signal) {
      case TRACES -> List.of("traces", "traces-extra");
      case LOGS -> List.of("logs");
      case METRICS -> List.of("metrics");
    };
  }

  private void read(List<Request> requests, Signal signal, Path file, long enough) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                StandardCharsets.UTF_8))) {
      String line;
      long events = 0;
      while (events < enough && (line = in.readLine()) != null) {
        var times = TIME.matcher(line).results().mapToLong(time -> Long.parseLong(time.group(1)));
        var span = times.summaryStatistics();
        var body = line.getBytes(StandardCharsets.UTF_8);
        long recorded = span.getMax() + TRANSPORT_NANOS;
        switch (decoder.decode(signal, Encoding.JSON, body, recorded)) {
          case Decoded.Events decoded -> {
            requests.add(new Request(span.getMin(), decoded.byService()));
            events += decoded.accepted();
          }
          case Decoded.Malformed(var reason) ->
              throw new IOException(file + " has an unreadable request: " + reason);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first incident of every set, then the second of every set, and so on. */
  private List<Path> incidents() {
    var sets = new ArrayList<List<Path>>();
    for (var set : subdirectories(directory)) {
      var incidents =
          subdirectories(set).stream()
              .filter(path -> Files.exists(path.resolve("incident.json")))
              .toList();
      if (!incidents.isEmpty()) {
        sets.add(incidents);
      }
    }
    var inTurn = new ArrayList<Path>();
    int most = sets.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (var set : sets) {
        if (i < set.size()) {
          inTurn.add(set.get(i));
        }
      }
    }
    return inTurn;
  }

  private static List<Path> subdirectories(Path parent) {
    try (var children = Files.list(parent)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
