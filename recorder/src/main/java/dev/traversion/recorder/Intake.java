package dev.traversion.recorder;

import java.util.concurrent.CompletionStage;

/**
 * Takes what production sends. A completed {@link Receipt.Accepted} means durable.
 *
 * <p>Bodies are already decompressed and within the size limit; that is the door's work.
 */
public interface Intake {

  /** The OTLP signals. */
  enum Signal {
    TRACES,
    LOGS,
    METRICS
  }

  /** How an OTLP body is written. */
  enum Encoding {
    PROTOBUF,
    JSON
  }

  /** An OTLP export request of one signal. Never completes exceptionally. */
  CompletionStage<Receipt> otlp(Signal signal, Encoding encoding, byte[] body);

  /** One CloudEvent in structured JSON, or a JSON batch of them. Never completes exceptionally. */
  CompletionStage<Receipt> cloudEvents(byte[] json, boolean batch);
}
