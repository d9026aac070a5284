package dev.traversion.replay.keyframe;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BinaryOperator;

/**
 * Merges sequences, each sorted, into one; of what compares as equal one is left. What it holds in
 * memory is one element of each.
 */
public final class SortedMerge<T> implements Iterator<T> {
  private static final class Source<T> {
    private final Iterator<T> rest;
    private T head;

    Source(Iterator<T> rest) {
      this.rest = rest;
      this.head = rest.next();
    }
  }

  private final Comparator<T> order;
  private final BinaryOperator<T> winner;
  private final PriorityQueue<Source<T>> sources;

  /**
   * @param winner which of two that compare as equal is left
   */
  public SortedMerge(List<Iterator<T>> sorted, Comparator<T> order, BinaryOperator<T> winner) {
    this.order = order;
    this.winner = winner;
    this.sources = new PriorityQueue<>((a, b) -> order.compare(a.head, b.head));
    for (var source : sorted) {
      if (source.hasNext()) {
        sources.add(new Source<>(source));
      }
    }
  }

  @Override
  public boolean hasNext() {
    return !sources.isEmpty();
  }

  @Override
  public T next() {
    var least = take();
    while (!sources.isEmpty() && order.compare(sources.element().head, least) == 0) {
      least = winner.apply(least, take());
    }
    return least;
  }

  private T take() {
    var source = sources.remove();
    var head = source.head;
    if (source.rest.hasNext()) {
      source.head = source.rest.next();
      sources.add(source);
    }
    return head;
  }
}
