package dev.traversion.recorder.delivery;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a request yields: events by service, and rejections with the place they are at. */
public final class Delivery {
  private static final int NAMED_REJECTIONS = 5;
  private static final int MAX_REASON_LENGTH = 2_000;

  private final Map<ServiceId, List<Event>> byService = new LinkedHashMap<>();
  private final StringBuilder reasons = new StringBuilder();
  private List<Event> current = new ArrayList<>();
  private String refusal = "";
  private final Ordinals ordinals = new Ordinals();
  private long rejected;

  /** The items that follow belong to this service. */
  public void of(ServiceId service) {
    refusal = "";
    current = byService.computeIfAbsent(service, _ -> new ArrayList<>());
  }

  /** The items that follow cannot be accepted. */
  public void refuse(String reason) {
    refusal = reason;
  }

  /** Takes an event, and says which of its equals it is. */
  public void accept(Event event, Place place) {
    if (refusal.isEmpty()) {
      current.add(ordinals.number(event));
    } else {
      reject(place, refusal);
    }
  }

  /** Counts an item that is not acceptable. */
  public void reject(Place place, String reason) {
    rejected++;
    if (rejected <= NAMED_REJECTIONS && reasons.length() < MAX_REASON_LENGTH) {
      reasons.append(reasons.isEmpty() ? "" : "; ").append(place.describe()).append(": ");
      reasons.append(reason, 0, Math.min(reason.length(), MAX_REASON_LENGTH));
    }
  }

  /** Everything so far; ends the collection. */
  public Decoded.Events done() {
    byService.values().removeIf(List::isEmpty);
    if (rejected > NAMED_REJECTIONS) {
      reasons.append("; and ").append(rejected - NAMED_REJECTIONS).append(" more");
    }
    return new Decoded.Events(Collections.unmodifiableMap(byService), rejected, reasons.toString());
  }

  /** Says where in a request an item stands. */
  @FunctionalInterface
  public interface Place {
    /** For example {@code resourceSpans[0].scopeSpans[0].spans[4]}. */
    String describe();
  }
}
