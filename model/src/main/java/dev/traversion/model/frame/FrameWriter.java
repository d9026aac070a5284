package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes the sections of a frame, packs them in blocks, and puts the header before them. */
final class FrameWriter {
  static final byte[] MAGIC = {'T', 'V', 'F'};
  static final int VERSION = 1;

  /** Sections are packed into one block until it holds this much; tuned for frames of few rows. */
  private static final int BLOCK_BYTES = 1024;

  private static final int LEVEL = 3;

  private final FrameRows rows;
  private final ByteSink header = new ByteSink();
  private final ByteSink body = new ByteSink();

  private FrameWriter(FrameRows rows) {
    this.rows = rows;
  }

  static byte[] write(List<? extends Event> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a frame holds at least one event");
    }
    if (events.size() > FrameLimits.MAX_EVENTS) {
      throw new IllegalArgumentException(
          "a frame holds at most " + FrameLimits.MAX_EVENTS + " events: " + events.size());
    }
    return new FrameWriter(new FrameRows(events)).write();
  }

  private byte[] write() {
    var blocks = new ArrayList<List<Section>>();
    var block = new ArrayList<Section>();
    int packed = 0;
    for (var name : FrameSection.values()) {
      var section = section(name);
      if (section == null) {
        continue;
      }
      int size = section.sink.numbers.size() + section.sink.text.size();
      if (!block.isEmpty() && packed + size > BLOCK_BYTES) {
        blocks.add(block);
        block = new ArrayList<>();
        packed = 0;
      }
      block.add(section);
      packed += size;
    }
    blocks.add(block);

    header.putVarint(rows.size());
    header.putVarint(blocks.size());
    blocks.forEach(this::writeBlock);
    return assemble();
  }

  private record Section(FrameSection name, ColumnSink sink, int bits) {}

  private @Nullable Section section(FrameSection name) {
    var sink = new ColumnSink();
    writeSection(name, sink);
    int bits = sink.bits.finish().size();
    return sink.numbers.size() == 0 && bits == 0 && sink.text.size() == 0
        ? null
        : new Section(name, sink, bits);
  }

  private void writeSection(FrameSection name, ColumnSink out) {
    switch (name) {
      case TIMES -> TimeColumns.write(out, rows);
      case STATUS -> StatusColumns.write(out, rows);
      case IDS -> IdColumns.write(out, rows);
      case ENTITIES -> ChangeColumns.writeEntities(out, rows.entityChanges);
      case ORIGINS -> OriginColumns.write(out, rows);
      case CALLS -> CallColumns.write(out, rows.calls);
      case CALL_ATTRIBUTES ->
          AttributesColumn.write(
              out,
              rows.calls.stream().map(Call::attributes).toArray(Attributes[]::new),
              rows.calls.size(),
              0);
      case LOGS -> LogColumns.write(out, rows.logs);
      case LOG_ATTRIBUTES ->
          AttributesColumn.write(
              out,
              rows.logs.stream().map(LogLine::attributes).toArray(Attributes[]::new),
              rows.logs.size(),
              0);
      case MEASUREMENTS -> {
        if (!rows.measurements.isEmpty()) {
          MeasurementColumns.write(out, rows.measurements);
        }
      }
      case CHANGES -> ChangeColumns.write(out, rows);
    }
  }

  private void writeBlock(List<Section> sections) {
    var numbers = new ByteSink();
    var text = new ByteSink();
    var bits = new ByteSink();
    header.putVarint(sections.size());
    for (var section : sections) {
      var sink = section.sink;
      header.put(section.name.ordinal());
      header.putVarint(sink.numbers.size());
      header.putVarint(section.bits);
      header.putVarint(sink.text.size());
      numbers.putAll(sink.numbers.array(), 0, sink.numbers.size());
      text.putAll(sink.text.array(), 0, sink.text.size());
      bits.putAll(sink.bits.finish().array(), 0, section.bits);
    }
    int from = body.size();
    header.putVarint(store(numbers));
    body.putAll(bits.array(), 0, bits.size());
    header.putVarint(store(text));
    var crc = new CRC32C();
    crc.update(body.array(), from, body.size() - from);
    header.putInt((int) crc.getValue());
  }

  /** Returns the stored size, or 0 for a stream that is stored as it is. */
  private int store(ByteSink stream) {
    var compressor = Zstd.borrowCompressor();
    int stored;
    try {
      stored = Zstd.compress(compressor, LEVEL, stream, body);
    } finally {
      Zstd.giveBack(compressor);
    }
    if (stored == 0) {
      body.putAll(stream.array(), 0, stream.size());
    }
    return stored;
  }

  private byte[] assemble() {
    var frame = new ByteSink();
    frame.putAll(MAGIC, 0, MAGIC.length);
    frame.put(VERSION);
    var length = new ByteSink();
    length.putVarint(header.size());
    var crc = new CRC32C();
    crc.update(length.array(), 0, length.size());
    crc.update(header.array(), 0, header.size());
    frame.putInt((int) crc.getValue());
    frame.putAll(length.array(), 0, length.size());
    frame.putAll(header.array(), 0, header.size());
    frame.putAll(body.array(), 0, body.size());
    if (frame.size() > FrameLimits.MAX_ENCODED_BYTES) {
      throw new IllegalArgumentException(
          "a frame has at most " + FrameLimits.MAX_ENCODED_BYTES + " bytes: " + frame.size());
    }
    return frame.toByteArray();
  }
}
