package dev.traversion.journal.filter;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.search.Term;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.TraceId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The two filters that a frame had in the first format: one of its traces, one of the entities it
 * changed. Read for as long as there are such rows; new frames have a {@link TermSet}.
 */
public final class FilterPair implements FrameFilters {

  /**
   * First byte of the stored form. What follows it, and the hash functions below, belong to this
   * number: stored filters are read for as long as journals are kept.
   */
  private static final byte FORMAT = 1;

  private static final Hasher64 HASHER = Hashing.komihash5_0();

  private final KeySet traces;
  private final KeySet entities;

  private FilterPair(KeySet traces, KeySet entities) {
    this.traces = traces;
    this.entities = entities;
  }

  /** The filters of a frame with these events. */
  public static FilterPair of(List<? extends Event> events) {
    long[] traces =
        events.stream()
            .map(event -> event.context().traceId())
            .filter(trace -> !trace.isNone())
            .mapToLong(FilterPair::hash)
            .distinct()
            .toArray();
    long[] entities =
        events.stream()
            .filter(EntityChange.class::isInstance)
            .mapToLong(event -> hash(((EntityChange) event).entity()))
            .distinct()
            .toArray();
    return new FilterPair(KeySet.of(traces), KeySet.of(entities));
  }

  /**
   * Reads filters of any format. Bytes that are damaged, or of a later format, give filters that
   * say yes to everything: slower, never wrong.
   */
  public static FrameFilters decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format == TermSet.FORMAT) {
        return TermSet.decode(bytes);
      }
      if (format != FORMAT) {
        return Unreadable.INSTANCE;
      }
      var pair = new FilterPair(KeySet.readFrom(in), KeySet.readFrom(in));
      return in.available() == 0 ? pair : Unreadable.INSTANCE;
    } catch (IOException _) {
      return Unreadable.INSTANCE;
    }
  }

  /** The stored form. */
  public byte[] encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      traces.writeTo(out);
      entities.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public boolean mayHoldTrace(TraceId trace) {
    return traces.mayHold(hash(trace));
  }

  @Override
  public boolean mayHoldEntity(EntityRef entity) {
    return entities.mayHold(hash(entity));
  }

  @Override
  public boolean mayHold(Term term) {
    return true; // hashed otherwise than its keys are
  }

  @Override
  public int weight() {
    return 32 + traces.weight() + entities.weight();
  }

  private static long hash(TraceId trace) {
    return HASHER.hashLongLongToLong(trace.high(), trace.low());
  }

  private static long hash(EntityRef entity) {
    return HASHER.hashStream().putString(entity.type()).putString(entity.key()).getAsLong();
  }

  private enum Unreadable implements FrameFilters {
    INSTANCE;

    @Override
    public boolean mayHoldTrace(TraceId trace) {
      return true;
    }

    @Override
    public boolean mayHoldEntity(EntityRef entity) {
      return true;
    }

    @Override
    public boolean mayHold(Term term) {
      return true;
    }

    @Override
    public int weight() {
      return 16;
    }
  }
}
