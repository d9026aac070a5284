package dev.traversion.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traversion.benchmarks.ChildJvm;
import dev.traversion.node.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node as {@code ./traversion up} starts it, in a process of its own, with fresh data. */
final class NodeUnderLoad implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);

  private final ChildJvm jvm;
  private final JsonNode ports;

  private NodeUnderLoad(ChildJvm jvm) throws IOException {
    this.jvm = jvm;
    this.ports = new ObjectMapper().readTree(jvm.ready());
  }

  /**
   * @param heap the node's largest heap, as {@code -Xmx} takes it
   * @param jvmOptions further options, e.g. to profile
   */
  static NodeUnderLoad start(Path directory, String heap, List<String> jvmOptions)
      throws IOException, InterruptedException {
    var options = new ArrayList<String>();
    options.add("-Xmx" + heap);
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.addAll(jvmOptions);
    var ready = directory.resolve("ready.json");
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
                "--cassandra-port=0",
                "--ready-file",
                ready.toString(),
                "--stop-with-stdin"));
    return new NodeUnderLoad(jvm);
  }

  int otlpHttpPort() {
    return ports.required("otlpHttp").intValue();
  }

  int apiPort() {
    return ports.required("http").intValue();
  }

  InetSocketAddress cassandra() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), ports.required("cassandra").intValue());
  }

  ProcessHandle cassandraProcess() throws IOException {
    return ProcessHandle.of(ports.required("cassandraPid").longValue())
        .orElseThrow(() -> new IOException("Cassandra has ended"));
  }

  ProcessHandle process() {
    return jvm.handle();
  }

  String logTail() {
    return jvm.logTail();
  }

  @Override
  public void close() throws IOException {
    jvm.close();
  }
}
