package dev.traversion.benchmarks.ingest;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.StoredFrame;
import dev.traversion.journal.cassandra.CassandraConnection;
import dev.traversion.journal.cassandra.CassandraJournal;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.FrameCodec;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.net.InetSocketAddress;
import java.util.BitSet;

/**
 * Reads the journal back from Cassandra, past the node, and compares it with what was sent: a
 * span's id tells its number, so every single acknowledged span is looked for.
 */
final class JournalAudit {
  private final Load load;
  private final long requests;
  private final BitSet recorded;
  private long spans;
  private long strangers;
  private long frames;
  private long bytes;
  private long indexedSpans;

  private JournalAudit(Load load, long requests) {
    this.load = load;
    this.requests = requests;
    this.recorded = new BitSet(Math.toIntExact(requests * Load.SPANS));
  }

  /**
   * @param recorded distinct spans of the load that the journal holds
   * @param duplicates spans that it holds more than once
   * @param strangers calls that were never sent
   * @param indexed spans that the frame index counts
   * @param missing acknowledged spans that it does not hold
   * @param bytes of all frames, encoded
   */
  record Findings(
      long recorded,
      long duplicates,
      long strangers,
      long indexed,
      long missing,
      long frames,
      long bytes) {

    double bytesPerSpan() {
      return recorded == 0 ? 0 : (double) bytes / recorded;
    }
  }

  static Findings of(
      InetSocketAddress cassandra, Load load, long requests, BitSet acknowledgedRequests) {
    var audit = new JournalAudit(load, requests);
    try (var journal = CassandraJournal.open(CassandraConnection.to(cassandra))) {
      for (var mirror : journal.mirrors().mirrors(ServiceId.DEFAULT_TENANT)) {
        audit.read(journal, mirror);
      }
    }
    return audit.compare(acknowledgedRequests);
  }

  private void read(CassandraJournal journal, MirrorId mirror) {
    long from = 1;
    for (var page = journal.index().read(mirror, from, 1_000);
        !page.isEmpty();
        page = journal.index().read(mirror, from, 1_000)) {
      indexedSpans += page.stream().mapToLong(JournalAudit::spans).sum();
      from = page.getLast().address().sequenceNr() + 1;
    }
    long highest = journal.frames().highestSequenceNr(mirror);
    if (highest > 0) {
      journal.frames().readRange(mirror, 1, highest, this::count);
    }
  }

  private static long spans(FrameEntry entry) {
    return entry.summary().count(EventKind.CALL);
  }

  private void count(StoredFrame stored) {
    frames++;
    bytes += stored.bytes().length;
    for (var event : FrameCodec.open(stored.address(), stored.bytes()).events()) {
      if (event instanceof Call call) {
        count(call);
      }
    }
  }

  private void count(Call call) {
    long number = load.spanNumber(call.context().spanId().value());
    if (number < 0 || number >= requests * Load.SPANS) {
      strangers++;
    } else {
      spans++;
      recorded.set((int) number);
    }
  }

  private Findings compare(BitSet acknowledgedRequests) {
    long missing =
        acknowledgedRequests.stream()
            .mapToLong(
                request -> {
                  int first = request * Load.SPANS;
                  return (long) Load.SPANS - recorded.get(first, first + Load.SPANS).cardinality();
                })
            .sum();
    long distinct = recorded.cardinality();
    return new Findings(
        distinct, spans - distinct, strangers, indexedSpans, missing, frames, bytes);
  }
}
