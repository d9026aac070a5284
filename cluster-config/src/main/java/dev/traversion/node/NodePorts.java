package dev.traversion.node;

/** Where a node listens, all ports bound. */
record NodePorts(
    String host, int http, int otlpHttp, int otlpGrpc, int cassandra, long cassandraPid) {

  /** One JSON object, for the process that started this one. */
  String toJson() {
    return """
        {"http":%d,"otlpHttp":%d,"otlpGrpc":%d,"cassandra":%d,"cassandraPid":%d,"pid":%d}
        """
        .formatted(
            http, otlpHttp, otlpGrpc, cassandra, cassandraPid, ProcessHandle.current().pid());
  }

  /** For the person at the terminal. */
  String welcome() {
    return """
        Traversion is recording.
          Dashboard   http://%s:%d/dashboard
          OTLP/HTTP   http://%s:%d   (OTEL_EXPORTER_OTLP_ENDPOINT)
          OTLP/gRPC   http://%s:%d
          API         http://%s:%d/api/v1
          try         ./traversion status
        Ctrl-C stops it; everything recorded is kept."""
        .formatted(host, http, host, otlpHttp, host, otlpGrpc, host, http);
  }
}
