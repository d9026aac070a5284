package dev.traversion.model.frame;

import dev.traversion.model.event.Document;
import java.util.List;
import java.util.Optional;

/** A column of documents that may be absent; each is made when it is asked for. */
final class DocumentColumn {
  private static final int ABSENT = 0;
  private static final int WHOLE = 1;
  private static final int TRUNCATED = 2;

  private final long[] states;

  /** By row: which of those present. */
  private final int[] numberOf;

  private final LateTexts texts;

  /** By number: how much longer the whole was than the text. */
  private final long[] lengths;

  static void write(ColumnSink out, List<Optional<Document>> documents) {
    int n = documents.size();
    var states = new long[n];
    var texts = new String[n];
    var lengths = new long[n];
    int present = 0;
    for (int i = 0; i < n; i++) {
      if (documents.get(i).isPresent()) {
        var document = documents.get(i).get();
        states[i] = document.truncated() ? TRUNCATED : WHOLE;
        texts[present] = document.json();
        // 0 for a whole document that states its length rightly
        lengths[present++] = document.originalLength() - Document.utf8Length(document.json());
      }
    }
    IntColumn.write(out, states, n);
    TextColumn.write(out, texts, present);
    IntColumn.write(out, lengths, present);
  }

  DocumentColumn(ColumnSource in, int n) {
    states = IntColumn.read(in, n);
    numberOf = new int[n];
    int present = 0;
    for (int i = 0; i < n; i++) {
      numberOf[i] = present;
      present += ColumnSource.checkedIndex(states[i], TRUNCATED + 1) == ABSENT ? 0 : 1;
    }
    texts = TextColumn.readLate(in, present);
    lengths = IntColumn.read(in, present);
  }

  Optional<Document> get(int row) {
    if (states[row] == ABSENT) {
      return Optional.empty();
    }
    var json = texts.get(numberOf[row]);
    long length = Document.utf8Length(json) + lengths[numberOf[row]];
    return Optional.of(new Document(json, states[row] == TRUNCATED, length));
  }
}
