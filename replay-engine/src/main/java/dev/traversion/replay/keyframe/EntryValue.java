package dev.traversion.replay.keyframe;

import dev.traversion.model.event.Document;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.ConfigState;
import dev.traversion.model.state.DeploymentState;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.LastWrite;
import dev.traversion.replay.pack.MalformedException;
import dev.traversion.replay.pack.Packer;
import dev.traversion.replay.pack.Unpacker;
import java.util.Optional;

/** Makes entries of the parts of states, and parts of states of entries. */
final class EntryValue {
  private EntryValue() {}

  static Entry of(ConfigState setting) {
    var value = new Packer();
    document(value, setting.value());
    return new Entry(
        EntryKey.named(EntryKey.SETTINGS, setting.key(), setting.stamp()), value.toByteArray());
  }

  static Entry of(DeploymentState deployed) {
    var value = new Packer();
    value.text(deployed.commit());
    return new Entry(
        EntryKey.named(EntryKey.VERSIONS, deployed.version(), deployed.stamp()),
        value.toByteArray());
  }

  static Entry of(EntityState written) {
    var value = new Packer();
    document(value, written.value());
    context(value, written.writer());
    value.text(written.serviceVersion());
    return new Entry(EntryKey.entity(written.entity(), written.stamp()), value.toByteArray());
  }

  static Entry of(CallState call) {
    var value = new Packer();
    context(value, call.context());
    value.text(call.name());
    value.unsigned(call.spanKind());
    value.flag(call.error());
    var length = LengthClass.of(call.startNanos(), call.endNanos());
    return new Entry(
        EntryKey.call(length, call.startNanos(), call.endNanos(), call.id()), value.toByteArray());
  }

  /**
   * A frame, calls of which are held at instants of an interval.
   *
   * @param bytes its size, for readers that read several at a time
   */
  static Entry ofFrame(long fromNanos, long toNanos, long sequenceNr, int bytes) {
    var value = new Packer();
    value.unsigned(bytes);
    var length = LengthClass.of(fromNanos, toNanos);
    return new Entry(EntryKey.frame(length, fromNanos, toNanos, sequenceNr), value.toByteArray());
  }

  static ConfigState setting(Entry entry) {
    return read(
        entry,
        value ->
            new ConfigState(
                EntryKey.name(entry.key()), document(value), EntryKey.stamp(entry.key())));
  }

  static DeploymentState version(Entry entry) {
    return read(
        entry,
        value ->
            new DeploymentState(
                EntryKey.name(entry.key()), value.text(), EntryKey.stamp(entry.key())));
  }

  static EntityState entity(Entry entry) {
    return read(
        entry,
        value ->
            new EntityState(
                EntryKey.entity(entry.key()),
                document(value),
                EntryKey.stamp(entry.key()),
                context(value),
                value.text()));
  }

  /** Whether the write of an entity deleted it. */
  static boolean isDeletion(Entry entry) {
    return read(entry, value -> !value.flag());
  }

  static CallState call(Entry entry) {
    return read(
        entry,
        value ->
            new CallState(
                EntryKey.callId(entry.key()),
                context(value),
                value.text(),
                (int) value.unsigned(),
                EntryKey.startNanos(entry.key()),
                EntryKey.endNanos(entry.key()),
                value.flag()));
  }

  static int frameBytes(Entry entry) {
    return read(entry, value -> (int) value.unsigned());
  }

  /** Chooses between two entries of one key: contradicting writes of one stamp. */
  static Entry winner(Entry one, Entry other) {
    return switch (EntryKey.sectionOf(one.key())) {
      case EntryKey.SETTINGS -> {
        var kept = setting(one);
        yield LastWrite.ofConfig(kept, setting(other)).equals(kept) ? one : other;
      }
      case EntryKey.VERSIONS -> {
        var kept = version(one);
        yield LastWrite.ofDeployments(kept, version(other)).equals(kept) ? one : other;
      }
      case EntryKey.CALLS -> {
        if (EntryKey.isFrame(one.key())) {
          yield one;
        }
        var kept = call(one);
        yield LastWrite.ofCalls(kept, call(other)).equals(kept) ? one : other;
      }
      case EntryKey.ENTITIES -> {
        var kept = entity(one);
        yield LastWrite.ofEntities(kept, entity(other)).equals(kept) ? one : other;
      }
      default -> throw new IllegalStateException("an entry of no section");
    };
  }

  private interface Reading<T> {
    T of(Unpacker value) throws MalformedException;
  }

  /** Entries come from chunks whose checksums were right: one that is malformed was written so. */
  private static <T> T read(Entry entry, Reading<T> reading) {
    try {
      return reading.of(new Unpacker(entry.value()));
    } catch (MalformedException e) {
      throw new IllegalStateException("a sound keyframe holds a malformed entry", e);
    }
  }

  private static void document(Packer to, Optional<Document> document) {
    to.flag(document.isPresent());
    if (document.isPresent()) {
      to.text(document.get().json());
      to.flag(document.get().truncated());
      to.unsigned(document.get().originalLength());
    }
  }

  private static Optional<Document> document(Unpacker from) throws MalformedException {
    return from.flag()
        ? Optional.of(new Document(from.text(), from.flag(), from.unsigned()))
        : Optional.empty();
  }

  private static void context(Packer to, SpanContext context) {
    boolean none = context.equals(SpanContext.none());
    to.flag(!none);
    if (!none) {
      to.word(context.traceId().high());
      to.word(context.traceId().low());
      to.word(context.spanId().value());
    }
  }

  private static SpanContext context(Unpacker from) throws MalformedException {
    return from.flag()
        ? new SpanContext(new TraceId(from.word(), from.word()), new SpanId(from.word()))
        : SpanContext.none();
  }
}
