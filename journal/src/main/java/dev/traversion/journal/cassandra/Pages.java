package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Walks the pages of an answer, fetching the next one while this one is being used. */
final class Pages {
  private Pages() {}

  static void forEach(String what, CompletionStage<AsyncResultSet> first, Consumer<Row> action) {
    var page = Edge.await(what, first);
    while (true) {
      var next = page.hasMorePages() ? page.fetchNextPage() : null;
      page.currentPage().forEach(action);
      if (next == null) {
        return;
      }
      page = Edge.await(what, next);
    }
  }
}
