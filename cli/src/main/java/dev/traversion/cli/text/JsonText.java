package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON values as people read them. */
public final class JsonText {
  private static final int LINE = 76;

  private JsonText() {}

  /** On one line, with a space after each colon and comma. */
  public static String line(JsonNode value) {
    StringBuilder line = new StringBuilder();
    append(value, line);
    return Ink.oneLine(line.toString());
  }

  private static void append(JsonNode value, StringBuilder line) {
    if (value.isObject()) {
      line.append('{');
      String comma = "";
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        line.append(comma).append(quoted(member.getKey())).append(": ");
        append(member.getValue(), line);
        comma = ", ";
      }
      line.append('}');
    } else if (value.isArray()) {
      line.append('[');
      String comma = "";
      for (JsonNode item : value) {
        line.append(comma);
        append(item, line);
        comma = ", ";
      }
      line.append(']');
    } else {
      line.append(value);
    }
  }

  /** Indented by two; what fits on a line stays on one. */
  public static List<String> block(JsonNode value) {
    List<String> lines = new ArrayList<>();
    block("", value, "", "", lines);
    return lines;
  }

  private static void block(
      String label, JsonNode value, String indent, String comma, List<String> lines) {
    String whole = indent + label + line(value) + comma;
    if (value.isEmpty() || whole.length() <= LINE) {
      lines.add(whole);
      return;
    }
    lines.add(indent + label + (value.isObject() ? "{" : "["));
    String inner = indent + "  ";
    if (value.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> members = value.properties().iterator();
          members.hasNext(); ) {
        Map.Entry<String, JsonNode> member = members.next();
        String name = Ink.oneLine(quoted(member.getKey())) + ": ";
        block(name, member.getValue(), inner, members.hasNext() ? "," : "", lines);
      }
    } else {
      for (Iterator<JsonNode> items = value.iterator(); items.hasNext(); ) {
        block("", items.next(), inner, items.hasNext() ? "," : "", lines);
      }
    }
    lines.add(indent + (value.isObject() ? "}" : "]") + comma);
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
