package dev.traversion.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traversion.node.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node as {@code ./traversion up} starts it, in a process of its own, on free ports. */
public final class RunningNode implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);

  private final ChildJvm jvm;
  private final JsonNode ports;

  private RunningNode(ChildJvm jvm) throws IOException {
    this.jvm = jvm;
    this.ports = new ObjectMapper().readTree(jvm.ready());
  }

  /**
   * Starts a node with a bundled Cassandra of its own.
   *
   * @param heap the node's largest heap, as {@code -Xmx} takes it
   * @param jvmOptions further options, e.g. to profile
   */
  public static RunningNode start(Path directory, String heap, List<String> jvmOptions)
      throws IOException, InterruptedException {
    return start(directory, heap, jvmOptions, "--cassandra-port=0");
  }

  /** Starts a node that reads and writes a Cassandra that is there. */
  public static RunningNode start(
      Path directory, String heap, List<String> jvmOptions, InetSocketAddress cassandra)
      throws IOException, InterruptedException {
    return start(
        directory,
        heap,
        jvmOptions,
        "--cassandra=" + cassandra.getHostString() + ":" + cassandra.getPort());
  }

  private static RunningNode start(
      Path directory, String heap, List<String> jvmOptions, String cassandra)
      throws IOException, InterruptedException {
    var options = new ArrayList<String>();
    options.add("-Xmx" + heap);
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.addAll(jvmOptions);
    var ready = directory.resolve("ready.json");
    Files.deleteIfExists(ready);
    var jvm =
        ChildJvm.start(
            directory,
            ready,
            START,
            options,
            Main.class,
            List.of(
                "--data-dir",
                directory.resolve("data").toString(),
                "--http-port=0",
                "--otlp-http-port=0",
                "--otlp-grpc-port=0",
                cassandra,
                "--ready-file",
                ready.toString(),
                "--stop-with-stdin"));
    return new RunningNode(jvm);
  }

  public int otlpHttpPort() {
    return ports.required("otlpHttp").intValue();
  }

  public int apiPort() {
    return ports.required("http").intValue();
  }

  public InetSocketAddress cassandra() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), ports.required("cassandra").intValue());
  }

  public ProcessHandle cassandraProcess() throws IOException {
    return ProcessHandle.of(ports.required("cassandraPid").longValue())
        .orElseThrow(() -> new IOException("Cassandra has ended"));
  }

  public ProcessHandle process() {
    return jvm.handle();
  }

  public String logTail() {
    return jvm.logTail();
  }

  @Override
  public void close() throws IOException {
    jvm.close();
  }
}
