package dev.traversion.replay.timeline;

import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.timeline.Tile.Place;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Tiles that readers missed, for the builder to count anew. Thread-safe. */
public final class LostTiles {
  /** More are noticed again later. */
  private static final int MOST = 1_000;

  private final ConcurrentMap<MirrorId, Set<Place>> lost = new ConcurrentHashMap<>();

  void add(MirrorId mirror, Place place) {
    var of = lost.computeIfAbsent(mirror, _ -> ConcurrentHashMap.newKeySet());
    if (of.size() < MOST) {
      of.add(place);
    }
  }

  /** Takes those of a mirror out. */
  List<Place> take(MirrorId mirror) {
    var of = lost.remove(mirror);
    return of == null ? List.of() : List.copyOf(of);
  }
}
