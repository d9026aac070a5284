package dev.traversion.replay.navigate;

import com.fasterxml.jackson.core.JsonPointer;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.Answer;
import dev.traversion.replay.History;
import dev.traversion.replay.Page;
import dev.traversion.replay.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tells who wrote what: the writes of an entity with what each changed, and who last set each of
 * its fields. Thread-safe; calls block.
 */
public final class Authorship {
  private final History history;
  private final LongSupplier nanoClock;
  private final long budgetNanos;

  public Authorship(History history) {
    this(history, System::nanoTime, Navigator.DEFAULT_BUDGET);
  }

  /**
   * @param nanoClock measures how long a question takes
   */
  public Authorship(History history, LongSupplier nanoClock, Duration budget) {
    this.history = history;
    this.nanoClock = nanoClock;
    this.budgetNanos = budget.toNanos();
  }

  /**
   * Who last set the fields of an entity.
   *
   * @param atNanos as of this instant of the common time line
   * @param path one field, whether it is there or not; every field that holds no others when not
   *     given
   * @return empty when the entity had never been written by then
   */
  public Answer<Optional<EntityBlame>> blame(
      ServiceId service, EntityRef entity, long atNanos, Optional<JsonPointer> path) {
    var lacking = new Lacking();
    var budget = new TimeBudget(nanoClock, budgetNanos);
    var place = new Place.At(history.clock(service, atNanos).localNanos());
    var writes = new Writes(history, service, entity, place, true, Direction.PREVIOUS, lacking);
    var last = writes.next();
    if (last.isEmpty()) {
      return lacking.answer(Optional.empty());
    }
    var value = EntityValue.of(last.get().value());
    var fields =
        path.map(List::of).orElseGet(() -> value.leaves(EntityBlame.MOST_FIELDS + 1)).stream()
            .limit(EntityBlame.MOST_FIELDS)
            .toList();
    boolean limited =
        path.isEmpty() && value.leaves(EntityBlame.MOST_FIELDS + 1).size() > fields.size();
    var setters = setters(fields, last.get(), writes, lacking, budget);
    var writers = new Writers(history, service, lacking, budget);
    var blamed = new ArrayList<FieldBlame>();
    for (var field : fields) {
      var setter = Optional.ofNullable(setters.get(field));
      blamed.add(
          new FieldBlame(
              field.toString(),
              value.at(field),
              setter.map(set -> writers.of(set.write())),
              setter.map(Setter::before).orElse(new FieldValue.Absent())));
    }
    return lacking.answer(Optional.of(new EntityBlame(writers.of(last.get()), blamed, limited)));
  }

  /**
   * The writes of an entity with {@code from <= occurredAt < to}, newest first, each with what it
   * changed and who made it.
   */
  public Answer<Page<EntityVersion>> versions(
      ServiceId service,
      EntityRef entity,
      long fromNanos,
      long toNanos,
      Optional<String> cursor,
      int limit) {
    var lacking = new Lacking();
    var budget = new TimeBudget(nanoClock, budgetNanos);
    var page =
        lacking.of(history.entityHistory(service, entity, fromNanos, toNanos, cursor, limit));
    var writers = new Writers(history, service, lacking, budget);
    var versions = new ArrayList<EntityVersion>();
    var changes = page.items();
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var before =
          i + 1 < changes.size()
              ? Optional.of(changes.get(i + 1))
              : before(service, entity, change, lacking);
      var changed =
          EntityValue.changes(
              before.map(write -> EntityValue.of(write.value())).orElse(EntityValue.none()),
              EntityValue.of(change.value()),
              EntityVersion.MOST_CHANGES + 1);
      boolean limited = changed.size() > EntityVersion.MOST_CHANGES;
      versions.add(
          new EntityVersion(
              writers.of(change),
              limited ? changed.subList(0, EntityVersion.MOST_CHANGES) : changed,
              limited));
    }
    return lacking.answer(new Page<>(versions, page.next()));
  }

  private Optional<EntityChange> before(
      ServiceId service, EntityRef entity, EntityChange change, Lacking lacking) {
    var place = Place.of(new RecordedEvent(service, change));
    return new Writes(history, service, entity, place, false, Direction.PREVIOUS, lacking).next();
  }

  private record Setter(EntityChange write, FieldValue before) {}

  /** Goes back from write to write until each field is found to have been something else. */
  private static Map<JsonPointer, Setter> setters(
      List<JsonPointer> fields,
      EntityChange last,
      Writes earlier,
      Lacking lacking,
      TimeBudget budget) {
    var open = new ArrayList<>(fields);
    var setters = new HashMap<JsonPointer, Setter>();
    var write = last;
    var value = EntityValue.of(last.value());
    while (!open.isEmpty()) {
      if (budget.isSpent()) {
        lacking.timeBudgetSpent();
        return setters;
      }
      var previous = earlier.next();
      if (previous.isEmpty() && earlier.ranOut()) {
        return setters;
      }
      var before = previous.map(found -> EntityValue.of(found.value())).orElse(EntityValue.none());
      for (var fieldsLeft = open.iterator(); fieldsLeft.hasNext(); ) {
        var field = fieldsLeft.next();
        if (!value.isSame(field, before)) {
          setters.put(field, new Setter(write, before.at(field)));
          fieldsLeft.remove();
        }
      }
      if (previous.isEmpty()) {
        return setters;
      }
      write = previous.get();
      value = before;
    }
    return setters;
  }
}
