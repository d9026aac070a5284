package dev.traversion.replay;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.pack.MalformedException;
import dev.traversion.replay.pack.Packer;
import dev.traversion.replay.pack.Unpacker;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page begins, as text for the caller to give back. It names a place in the order
 * and not a count, so events that arrive meanwhile shift nothing.
 */
sealed interface Cursor {

  /** After one event. */
  record After(EventKey key) implements Cursor {}

  /** At an instant, no event of which has been shown. */
  record From(long occurredAtNanos) implements Cursor {}

  /** After one entity. */
  record AfterEntity(EntityRef entity) implements Cursor {}

  /** Refuses a limit outside {@code 1..most}. */
  static void checkLimit(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException("limit must be in 1.." + most + ": " + limit);
    }
  }

  static String text(Cursor cursor, boolean newestFirst) {
    var packer = new Packer();
    packer.flag(newestFirst);
    switch (cursor) {
      case After(var key) -> {
        packer.unsigned(0);
        packer.signed(key.occurredAtNanos());
        packer.word(key.id().high());
        packer.word(key.id().low());
        packer.text(key.service().tenant());
        packer.text(key.service().namespace());
        packer.text(key.service().name());
      }
      case From(var nanos) -> {
        packer.unsigned(1);
        packer.signed(nanos);
      }
      case AfterEntity(var entity) -> {
        packer.unsigned(2);
        packer.text(entity.type());
        packer.text(entity.key());
      }
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(packer.toByteArray());
  }

  /** The place in a list of entities. */
  static Optional<EntityRef> entity(Optional<String> text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (parse(text.get(), false)) {
      case AfterEntity(var entity) -> Optional.of(entity);
      case After _, From _ -> throw refused(null);
    };
  }

  /** The place in a list of events. */
  static Optional<Cursor> event(Optional<String> text, boolean newestFirst) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (parse(text.get(), newestFirst)) {
      case AfterEntity _ -> throw refused(null);
      case Cursor place -> Optional.of(place);
    };
  }

  private static Cursor parse(String text, boolean newestFirst) {
    try {
      var unpacker = new Unpacker(Base64.getUrlDecoder().decode(text));
      if (unpacker.flag() != newestFirst) {
        throw refused(null);
      }
      long form = unpacker.unsigned();
      var cursor =
          form == 0
              ? after(unpacker)
              : form == 1
                  ? new From(unpacker.signed())
                  : new AfterEntity(new EntityRef(unpacker.text(), unpacker.text()));
      if (!unpacker.isAtEnd()) {
        throw refused(null);
      }
      return cursor;
    } catch (MalformedException | IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static Cursor after(Unpacker unpacker) throws MalformedException {
    return new After(
        new EventKey(
            unpacker.signed(),
            new EventId(unpacker.word(), unpacker.word()),
            new ServiceId(unpacker.text(), unpacker.text(), unpacker.text())));
  }

  private static IllegalArgumentException refused(@Nullable Exception cause) {
    return new IllegalArgumentException("the cursor is not one of this list", cause);
  }
}
