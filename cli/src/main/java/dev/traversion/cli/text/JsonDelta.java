package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What differs between two JSON values, field by field.
 *
 * <p>Objects are compared by member, arrays by their longest common subsequence, so that an item
 * put in front does not look like a change of all that follow. An item replaced by another is
 * compared with it in turn. Arrays whose product of lengths is beyond {@link #MAX_CELLS} are
 * compared position by position. Cost: that product.
 */
public final class JsonDelta {
  private static final int MAX_CELLS = 250_000;

  /**
   * One difference.
   *
   * @param path where, e.g. {@code items[2].price}; empty for the value itself
   * @param before missing when it was added
   * @param after missing when it was removed
   */
  public record Change(String path, JsonNode before, JsonNode after) {
    public boolean added() {
      return before.isMissingNode();
    }

    public boolean removed() {
      return after.isMissingNode();
    }
  }

  private final List<Change> changes = new ArrayList<>();

  private JsonDelta() {}

  /** In the order of the fields; those only in {@code after} last. */
  public static List<Change> between(JsonNode before, JsonNode after) {
    JsonDelta delta = new JsonDelta();
    delta.compare("", before, after);
    return List.copyOf(delta.changes);
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      compareObjects(path, before, after);
    } else if (before.isArray() && after.isArray()) {
      compareArrays(path, before, after);
    } else {
      changes.add(new Change(path, before, after));
    }
  }

  private void compareObjects(String path, JsonNode before, JsonNode after) {
    for (Map.Entry<String, JsonNode> member : before.properties()) {
      compare(child(path, member.getKey()), member.getValue(), after.path(member.getKey()));
    }
    for (Map.Entry<String, JsonNode> member : after.properties()) {
      if (!before.has(member.getKey())) {
        compare(child(path, member.getKey()), MissingNode.getInstance(), member.getValue());
      }
    }
  }

  private void compareArrays(String path, JsonNode before, JsonNode after) {
    int i = 0;
    int j = 0;
    for (int[] same : commonItems(before, after)) {
      compareStretch(path, before, i, same[0], after, j, same[1]);
      i = same[0] + 1;
      j = same[1] + 1;
    }
    compareStretch(path, before, i, before.size(), after, j, after.size());
  }

  /** Items between two common ones: paired as far as they go, the rest removed or added. */
  private void compareStretch(
      String path, JsonNode before, int i, int iEnd, JsonNode after, int j, int jEnd) {
    int left = i;
    int right = j;
    while (left < iEnd && right < jEnd) {
      compare(path + "[" + right + "]", before.get(left++), after.get(right++));
    }
    while (left < iEnd) {
      JsonNode gone = before.get(left);
      changes.add(new Change(path + "[" + left++ + "]", gone, MissingNode.getInstance()));
    }
    while (right < jEnd) {
      JsonNode come = after.get(right);
      changes.add(new Change(path + "[" + right++ + "]", MissingNode.getInstance(), come));
    }
  }

  /** Pairs of positions of equal items, ascending in both. */
  private static List<int[]> commonItems(JsonNode before, JsonNode after) {
    int n = before.size();
    int m = after.size();
    if ((long) n * m > MAX_CELLS) {
      return List.of();
    }
    int[][] length = new int[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        length[i][j] =
            before.get(i).equals(after.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    List<int[]> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      if (before.get(i).equals(after.get(j))) {
        pairs.add(new int[] {i++, j++});
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return pairs;
  }

  private static String child(String path, String name) {
    if (!name.matches("[\\p{L}\\p{N}_$-]+")) {
      return path + "[\"" + Ink.oneLine(name.replace("\"", "\\\"")) + "\"]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }
}
