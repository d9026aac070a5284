package dev.traversion.model.frame;

import dev.traversion.model.event.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A column of documents that may be absent. */
final class DocumentColumn {
  private static final int ABSENT = 0;
  private static final int WHOLE = 1;
  private static final int TRUNCATED = 2;

  private DocumentColumn() {}

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
        lengths[present++] = document.originalLength() - utf8Length(document.json());
      }
    }
    IntColumn.write(out, states, n);
    TextColumn.write(out, texts, present);
    IntColumn.write(out, lengths, present);
  }

  static List<Optional<Document>> read(ColumnSource in, int n) {
    var states = IntColumn.read(in, n);
    int present = 0;
    for (long state : states) {
      present += ColumnSource.checkedIndex(state, TRUNCATED + 1) == ABSENT ? 0 : 1;
    }
    var texts = TextColumn.read(in, present);
    var lengths = IntColumn.read(in, present);
    var documents = new ArrayList<Optional<Document>>(n);
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (states[i] == ABSENT) {
        documents.add(Optional.empty());
      } else {
        long length = utf8Length(texts[at]) + lengths[at];
        documents.add(Optional.of(new Document(texts[at++], states[i] == TRUNCATED, length)));
      }
    }
    return documents;
  }

  private static long utf8Length(String json) {
    return Document.of(json).originalLength();
  }
}
