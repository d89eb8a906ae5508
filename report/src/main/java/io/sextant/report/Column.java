package io.sextant.report;

/// A column of a table.
public record Column(String title, Kind kind) {
  public Column {
    title = Clean.line(title);
  }

  /// What the cells of a column hold; it decides how they are aligned and typed.
  public enum Kind {
    TEXT,
    NUMBER,
    SHARE,
    DATE;

    boolean admits(Cell cell) {
      return switch (cell) {
        case Cell.Empty _ -> true;
        case Cell.Words _ -> this == TEXT;
        case Cell.Amount _ -> this == NUMBER;
        case Cell.Share _ -> this == SHARE;
        case Cell.Day _ -> this == DATE;
      };
    }
  }

  public static Column text(String title) {
    return new Column(title, Kind.TEXT);
  }

  public static Column number(String title) {
    return new Column(title, Kind.NUMBER);
  }

  public static Column share(String title) {
    return new Column(title, Kind.SHARE);
  }

  public static Column date(String title) {
    return new Column(title, Kind.DATE);
  }
}
