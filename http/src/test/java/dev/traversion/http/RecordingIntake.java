package dev.traversion.http;

import dev.traversion.model.event.Event;
import dev.traversion.recorder.Intake;
import dev.traversion.recorder.Receipt;
import dev.traversion.recorder.cloudevents.CloudEventsDecoder;
import dev.traversion.recorder.delivery.Decoded;
import dev.traversion.recorder.delivery.Limits;
import dev.traversion.recorder.otlp.OtlpDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Keeps in memory what comes in, read by the real decoder; or answers what a test wants. */
final class RecordingIntake implements Intake {
  private final OtlpDecoder decoder = new OtlpDecoder(Limits.defaults(), "default");
  private final CloudEventsDecoder cloudEventDecoder =
      new CloudEventsDecoder(Limits.defaults(), "default");
  private final List<Event> events = new ArrayList<>();
  private Supplier<CompletionStage<Receipt>> answer = () -> null;

  /** From now on, answers this instead of recording; null: records again. */
  synchronized void answer(Receipt receipt) {
    answer = () -> receipt == null ? null : CompletableFuture.completedFuture(receipt);
  }

  /** From now on, answers when the test completes the stage. */
  synchronized void answerWith(CompletionStage<Receipt> stage) {
    answer = () -> stage;
  }

  synchronized void clear() {
    events.clear();
    answer = () -> null;
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized CompletionStage<Receipt> otlp(Signal signal, Encoding encoding, byte[] body) {
    var wanted = answer.get();
    if (wanted != null) {
      return wanted;
    }
    return CompletableFuture.completedFuture(
        switch (decoder.decode(signal, encoding, body, 1)) {
          case Decoded.Malformed(var reason) -> new Receipt.Malformed(reason);
          case Decoded.Events decoded -> {
            decoded.byService().values().forEach(events::addAll);
            yield new Receipt.Accepted(decoded.accepted(), decoded.rejected(), decoded.reason());
          }
        });
  }

  @Override
  public synchronized CompletionStage<Receipt> cloudEvents(byte[] json, boolean batch) {
    var wanted = answer.get();
    if (wanted != null) {
      return wanted;
    }
    return CompletableFuture.completedFuture(
        switch (cloudEventDecoder.decode(json, batch, 1)) {
          case Decoded.Malformed(var reason) -> new Receipt.Malformed(reason);
          case Decoded.Events decoded -> {
            decoded.byService().values().forEach(events::addAll);
            yield new Receipt.Accepted(decoded.accepted(), decoded.rejected(), decoded.reason());
          }
        });
  }
}
