package dev.traversion.benchmarks.codec;

import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.frame.FrameLimits;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame of generated traffic of a shop's service, encoded and decoded, in microseconds a frame.
 *
 * <p>Run: {@code java -cp "$CLASSPATH" org.openjdk.jmh.Main FrameCodecBench}, with the class path
 * of the benchmarks' image, {@code classpath} in its folder under {@code .traversion/apps}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameCodecBench {
  private static final FrameAddress ADDRESS =
      new FrameAddress(new MirrorId(ServiceId.of("bench", "codec"), 0), 1);

  private List<Event> events = List.of();
  private byte[] bytes = new byte[0];

  @Setup
  public void encodeOnce() {
    events = new ShopTraffic().frames(FrameLimits.SEAL_EVENTS, FrameLimits.SEAL_EVENTS).getFirst();
    bytes = FrameCodec.encode(events);
  }

  @Benchmark
  public byte[] encode() {
    return FrameCodec.encode(events);
  }

  @Benchmark
  public long[] decodeTimes() {
    return FrameCodec.open(ADDRESS, bytes).occurredAtNanos();
  }

  @Benchmark
  public List<Event> decodeWhole() {
    return FrameCodec.open(ADDRESS, bytes).events();
  }
}
