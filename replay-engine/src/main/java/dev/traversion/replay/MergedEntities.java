package dev.traversion.replay;

import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.LastWrite;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Streams of entities, each in order, as one: of each entity the last write. */
final class MergedEntities implements Iterator<EntityState> {
  private static final class Source {
    private final Iterator<EntityState> rest;
    private EntityState head;

    Source(Iterator<EntityState> rest) {
      this.rest = rest;
      this.head = rest.next();
    }
  }

  private final PriorityQueue<Source> sources =
      new PriorityQueue<>(Comparator.comparing((Source source) -> source.head.entity()));

  private MergedEntities(List<Iterator<EntityState>> streams) {
    for (var stream : streams) {
      if (stream.hasNext()) {
        sources.add(new Source(stream));
      }
    }
  }

  static Iterator<EntityState> of(List<Iterator<EntityState>> streams) {
    return new MergedEntities(streams);
  }

  @Override
  public boolean hasNext() {
    return !sources.isEmpty();
  }

  @Override
  public EntityState next() {
    var last = take();
    while (!sources.isEmpty() && sources.element().head.entity().equals(last.entity())) {
      last = LastWrite.ofEntities(last, take());
    }
    return last;
  }

  private EntityState take() {
    var source = sources.remove();
    var head = source.head;
    if (source.rest.hasNext()) {
      source.head = source.rest.next();
      sources.add(source);
    }
    return head;
  }
}
