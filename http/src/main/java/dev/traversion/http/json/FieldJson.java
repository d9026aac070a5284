package dev.traversion.http.json;

import dev.traversion.replay.navigate.EntityBlame;
import dev.traversion.replay.navigate.EntityVersion;
import dev.traversion.replay.navigate.FieldBlame;
import dev.traversion.replay.navigate.FieldChange;
import dev.traversion.replay.navigate.FieldValue;
import dev.traversion.replay.navigate.Write;
import dev.traversion.replay.navigate.Writer;

/** Fields of entities: what changed, and who set them. */
public final class FieldJson {
  private FieldJson() {}

  /** {@code path}, and what it held before and after. */
  public static void change(Json json, FieldChange change) {
    json.text("path", change.path());
    value(json, "before", change.before());
    value(json, "after", change.after());
  }

  /** What a history's row says beside the event itself. */
  public static void version(Json json, EntityVersion version) {
    json.object("writer", object -> writer(object, version.write().writer()))
        .objects("changes", version.changes(), FieldJson::change)
        .flag("changesLimited", version.limited());
  }

  /** The members {@code deleted}, {@code lastWrite} and {@code fields}. */
  public static void blame(Json json, EntityBlame blame) {
    json.flag("deleted", blame.lastWrite().change().value().isEmpty())
        .object("lastWrite", object -> write(object, blame.lastWrite()))
        .objects("fields", blame.fields(), FieldJson::field)
        .flag("fieldsLimited", blame.limited());
  }

  private static void field(Json json, FieldBlame field) {
    json.text("path", field.path());
    value(json, "value", field.value());
    field
        .setBy()
        .ifPresent(
            write -> {
              json.object("setBy", object -> write(object, write));
              value(json, "before", field.before());
            });
  }

  private static void write(Json json, Write write) {
    json.text("eventId", write.change().id().toString())
        .instant("occurredAt", write.change().occurredAtNanos());
    EventsJson.context(json, write.change().context());
    writer(json, write.writer());
  }

  private static void writer(Json json, Writer writer) {
    json.textIfAny("operation", writer.operation())
        .textIfAny("entry", writer.entry())
        .textIfAny("serviceVersion", writer.serviceVersion())
        .textIfAny("commit", writer.commit());
  }

  /** An object: {@code json} when known, empty when absent, {@code unknown: true} when neither. */
  private static void value(Json json, String name, FieldValue value) {
    json.object(
        name,
        object -> {
          switch (value) {
            case FieldValue.Known(var text) -> object.raw("json", text);
            case FieldValue.Absent _ -> {}
            case FieldValue.Unknown _ -> object.flag("unknown", true);
          }
        });
  }
}
