package dev.traversion.benchmarks.codec;

import dev.traversion.benchmarks.Benchmark;
import dev.traversion.benchmarks.Report;
import dev.traversion.model.frame.FrameLimits;
import dev.traversion.recorder.Intake.Signal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Size and speed of frames, on one thread, beside OTLP protobuf with zstd. */
@Command(
    name = "codec",
    description = "Size and speed of frames beside OTLP protobuf with zstd -3 and -19.")
public final class CodecBenchmark extends Benchmark {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Recorded incidents, OTLP/JSON lines. Default: generated telemetry.")
  private @Nullable Path data;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Events of each signal at most. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "6",
      description = "CPU seconds for each speed, half of it to warm up. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--frame-events",
      paramLabel = "N",
      description = "Seal frames at so many events. Default: as the recorder does.")
  private int frameEvents = FrameLimits.SEAL_EVENTS;

  @Override
  protected Report measure() {
    var telemetry = data == null ? new ShopTraffic() : new Incidents(data);
    var report =
        new Report()
            .put("benchmark", "codec")
            .put("data", data == null ? "generated" : data.toString())
            .put("seal_events", frameEvents)
            .put(
                "reference",
                "OTLP protobuf of the same frames, a request a signal, grouped by resource and scope")
            .put("requests", "OTLP protobuf of the requests as they came, all services together")
            .put("speed", "events per CPU second of the one thread that works");
    var figures = new EnumMap<Signal, Figures>(Signal.class);
    for (var signal : Signal.values()) {
      figures.put(signal, figures(telemetry, EnumSet.of(signal)));
    }
    var all = figures(telemetry, EnumSet.allOf(Signal.class));
    report
        .put("bytes_per_span", figuresOf(figures, Signal.TRACES).bytesPerEvent())
        .put("bytes_per_log", figuresOf(figures, Signal.LOGS).bytesPerEvent())
        .put("ratio_vs_zstd19", all.ratioVsZstd19())
        .put("traces_ratio_vs_zstd19", figuresOf(figures, Signal.TRACES).ratioVsZstd19())
        .put("logs_ratio_vs_zstd19", figuresOf(figures, Signal.LOGS).ratioVsZstd19());
    figures.forEach(
        (signal, some) -> report.put(signal.name().toLowerCase(Locale.ROOT), some.report()));
    return report.put("all", all.report());
  }

  private static Figures figuresOf(Map<Signal, Figures> figures, Signal signal) {
    return Objects.requireNonNull(figures.get(signal));
  }

  private Figures figures(Telemetry telemetry, Set<Signal> signals) {
    say("reading " + signals);
    var workload = telemetry.read(signals, events, frameEvents);
    say("  %,d events in %,d frames".formatted(workload.events(), workload.frames().size()));
    var figures = new Figures(workload, seconds);
    figures.sizes();
    say("  compressing the same as OTLP protobuf");
    figures.references();
    say("  measuring speeds");
    figures.speeds();
    return figures;
  }
}
