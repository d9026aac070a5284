import './banner.css';

/** A node that has recorded nothing yet: how to send it something. The page goes on by itself. */
export function Empty() {
  const host = location.hostname;
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">Nothing is recorded yet</h2>
      <p>
        This node takes OpenTelemetry: OTLP/HTTP on port 4318 and OTLP/gRPC on 4317, unless it was
        started with other ports. Any program that has an OpenTelemetry SDK or agent:
      </p>
      <pre tabIndex={0} aria-label="How to point a program at this node">
        OTEL_EXPORTER_OTLP_ENDPOINT=http://{host}:4318 OTEL_SERVICE_NAME=my-service your-program
      </pre>
      <p>One log line by hand:</p>
      <pre tabIndex={0} aria-label="A log line with curl">
        {oneLine(host)}
      </pre>
      <p>
        Or a whole shop with a bug in it: <code>./traversion demo</code>
      </p>
      <p className="dim" role="status">
        Waiting for the first event; it will be shown here at once.
      </p>
    </section>
  );
}

const oneLine = (host: string) =>
  `curl http://${host}:4318/v1/logs -H 'content-type: application/json' -d '{"resourceLogs":[{` +
  `"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my-service"}}]},` +
  `"scopeLogs":[{"logRecords":[{"timeUnixNano":"'$(date +%s%N)'","body":{"stringValue":"hello"}}]}]}]}'`;
