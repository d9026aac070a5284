package dev.traversion.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns that fit the terminal: one of them, the elastic one, gives way. */
public final class Table {
  private static final String GAP = "  ";
  private static final int ELASTIC_LEAST = 12;

  /**
   * One field.
   *
   * @param text plain, on one line
   * @param ink how it is painted, once it is cut and padded
   */
  public record Cell(String text, UnaryOperator<String> ink) {
    public Cell(String text) {
      this(text, UnaryOperator.identity());
    }

    public static Cell of(String text, boolean when, UnaryOperator<String> ink) {
      return when ? new Cell(text, ink) : new Cell(text);
    }
  }

  private enum Side {
    LEFT,
    RIGHT
  }

  private record Column(String heading, Side side, boolean elastic) {}

  private record Row(List<Cell> cells, String below) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  public Table left(String heading) {
    columns.add(new Column(heading, Side.LEFT, false));
    return this;
  }

  public Table right(String heading) {
    columns.add(new Column(heading, Side.RIGHT, false));
    return this;
  }

  /** The column that is cut when the terminal is too narrow. */
  public Table elastic(String heading) {
    columns.add(new Column(heading, Side.LEFT, true));
    return this;
  }

  public void row(List<Cell> cells) {
    rows.add(new Row(List.copyOf(cells), ""));
  }

  /** A row with a line of its own below it; empty for none. */
  public void row(List<Cell> cells, String below) {
    rows.add(new Row(List.copyOf(cells), below));
  }

  public void print(Terminal terminal) {
    int[] widths = widths(terminal);
    List<Cell> headings =
        columns.stream().map(c -> new Cell(c.heading(), terminal.ink()::dim)).toList();
    terminal.line(format(headings, widths, terminal));
    for (Row row : rows) {
      terminal.line(format(row.cells(), widths, terminal));
      if (!row.below().isEmpty()) {
        terminal.line(row.below());
      }
    }
  }

  private int[] widths(Terminal terminal) {
    int[] widths = new int[columns.size()];
    int sum = GAP.length() * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).heading().length();
      for (Row row : rows) {
        widths[i] = Math.max(widths[i], row.cells().get(i).text().length());
      }
      sum += widths[i];
    }
    int excess = sum - terminal.columns().orElse(Integer.MAX_VALUE);
    for (int i = 0; i < widths.length && excess > 0; i++) {
      if (columns.get(i).elastic()) {
        int taken = Math.min(excess, Math.max(0, widths[i] - ELASTIC_LEAST));
        widths[i] -= taken;
        excess -= taken;
      }
    }
    return widths;
  }

  private String format(List<Cell> cells, int[] widths, Terminal terminal) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String text = terminal.cut(cell.text(), widths[i]);
      String padding = " ".repeat(Math.max(0, widths[i] - text.length()));
      boolean last = i == cells.size() - 1;
      String painted = cell.ink().apply(text);
      line.append(i == 0 ? "" : GAP)
          .append(
              switch (columns.get(i).side()) {
                case LEFT -> last ? painted : painted + padding;
                case RIGHT -> padding + painted;
              });
    }
    return line.toString();
  }
}
