package dev.traversion.model.frame;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Origins: each resource and scope once, and for each row which one. */
final class OriginColumns {
  private OriginColumns() {}

  static void write(ColumnSink out, FrameRows rows) {
    int n = rows.size();
    var origins = new Distinct<Origin>();
    var resources = new Distinct<Origin.Resource>();
    var scopes = new Distinct<Origin.Scope>();
    var originOf = new long[n];
    for (int row = 0; row < n; row++) {
      originOf[row] = origins.indexOf(rows.all[row].origin());
    }
    int count = origins.items.size();
    var resourceOf = new long[count];
    var scopeOf = new long[count];
    for (int i = 0; i < count; i++) {
      resourceOf[i] = resources.indexOf(origins.items.get(i).resource());
      scopeOf[i] = scopes.indexOf(origins.items.get(i).scope());
    }
    out.numbers.putVarint(count);
    IntColumn.write(out, originOf, n);
    IntColumn.write(out, resourceOf, count);
    IntColumn.write(out, scopeOf, count);
    writeResources(out, resources.items);
    writeScopes(out, scopes.items);
  }

  private static void writeResources(ColumnSink out, List<Origin.Resource> resources) {
    int n = resources.size();
    var attributes = new Attributes[n];
    var dropped = new long[n];
    var urls = new String[n];
    for (int i = 0; i < n; i++) {
      attributes[i] = resources.get(i).attributes();
      dropped[i] = resources.get(i).droppedAttributes();
      urls[i] = resources.get(i).schemaUrl();
    }
    AttributesColumn.write(out, attributes, n, 0);
    IntColumn.write(out, dropped, n);
    TextColumn.write(out, urls, n);
  }

  private static void writeScopes(ColumnSink out, List<Origin.Scope> scopes) {
    int n = scopes.size();
    var names = new String[n];
    var versions = new String[n];
    var attributes = new Attributes[n];
    var dropped = new long[n];
    var urls = new String[n];
    for (int i = 0; i < n; i++) {
      var scope = scopes.get(i);
      names[i] = scope.name();
      versions[i] = scope.version();
      attributes[i] = scope.attributes();
      dropped[i] = scope.droppedAttributes();
      urls[i] = scope.schemaUrl();
    }
    TextColumn.write(out, names, n);
    TextColumn.write(out, versions, n);
    AttributesColumn.write(out, attributes, n, 0);
    IntColumn.write(out, dropped, n);
    TextColumn.write(out, urls, n);
  }

  /** The origin of each row; rows of one origin share one object. */
  static Origin[] read(ColumnSource in, int n) {
    int count = in.numbers().getCount(n);
    var originOf = IntColumn.read(in, n);
    var resourceOf = IntColumn.read(in, count);
    var scopeOf = IntColumn.read(in, count);
    var resources = readResources(in, distinct(resourceOf, count));
    var scopes = readScopes(in, distinct(scopeOf, count));
    var origins = new Origin[count];
    for (int i = 0; i < count; i++) {
      origins[i] = new Origin(resources[(int) resourceOf[i]], scopes[(int) scopeOf[i]]);
    }
    var rows = new Origin[n];
    for (int row = 0; row < n; row++) {
      rows[row] = origins[ColumnSource.checkedIndex(originOf[row], count)];
    }
    return rows;
  }

  /** How many different things a column of indexes in order of appearance speaks of. */
  private static int distinct(long[] indexes, int n) {
    int seen = 0;
    for (int i = 0; i < n; i++) {
      if (ColumnSource.checkedIndex(indexes[i], seen + 1) == seen) {
        seen++;
      }
    }
    return seen;
  }

  private static Origin.Resource[] readResources(ColumnSource in, int n) {
    var attributes = AttributesColumn.read(in, n, 0);
    var dropped = IntColumn.read(in, n);
    var urls = TextColumn.read(in, n);
    var resources = new Origin.Resource[n];
    for (int i = 0; i < n; i++) {
      resources[i] =
          new Origin.Resource(attributes[i], ColumnSource.checkedInt(dropped[i]), urls[i]);
    }
    return resources;
  }

  private static Origin.Scope[] readScopes(ColumnSource in, int n) {
    var names = TextColumn.read(in, n);
    var versions = TextColumn.read(in, n);
    var attributes = AttributesColumn.read(in, n, 0);
    var dropped = IntColumn.read(in, n);
    var urls = TextColumn.read(in, n);
    var scopes = new Origin.Scope[n];
    for (int i = 0; i < n; i++) {
      scopes[i] =
          new Origin.Scope(
              names[i], versions[i], attributes[i], ColumnSource.checkedInt(dropped[i]), urls[i]);
    }
    return scopes;
  }

  /** Distinct things in order of appearance. */
  static final class Distinct<T> {
    final ArrayList<T> items = new ArrayList<>();
    private final HashMap<T, Integer> index = new HashMap<>();
    private @Nullable T last;
    private int lastIndex;

    // neighbours mostly share one object, and hashing an origin is dear
    @SuppressWarnings("ReferenceEquality")
    int indexOf(T item) {
      if (item == last) {
        return lastIndex;
      }
      var known = index.putIfAbsent(item, items.size());
      if (known == null) {
        known = items.size();
        items.add(item);
      }
      last = item;
      lastIndex = known;
      return known;
    }
  }
}
