package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.traversion.journal.MirrorRegistry;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The mirrors in Cassandra. Thread-safe. */
final class CassandraMirrorRegistry implements MirrorRegistry {
  private final InsertMirror insertMirror;
  private final SelectMirrors selectMirrors;

  CassandraMirrorRegistry(CqlSession session) {
    this.insertMirror = new InsertMirror(session);
    this.selectMirrors = new SelectMirrors(session);
  }

  @Override
  public CompletionStage<Void> register(MirrorId mirror) {
    return Edge.done("registering a mirror", Edge.attempt(() -> insertMirror.tell(mirror)));
  }

  @Override
  public List<MirrorId> mirrors(String tenant) {
    var mirrors = new ArrayList<MirrorId>();
    Pages.forEach(
        "listing mirrors",
        Edge.attempt(() -> selectMirrors.ask(tenant)),
        row -> mirrors.add(SelectMirrors.map(tenant, row)));
    // The store sorts by UTF-8 bytes; the order promised is that of Java strings.
    mirrors.sort(null);
    return List.copyOf(mirrors);
  }
}
