package io.sextant.sigma.translate;

import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.List;

/// SQLite: a column for each field, missing ones null; truth values as `true` and `false`.
final class SqliteDialect implements Dialect {
  /// Longer chains are nested, as SQLite limits how deep an expression may be.
  private static final int MAX_CHAIN = 200;

  /// Numbers with more digits are not kept exactly.
  private static final int EXACT_DIGITS = 15;

  @Override
  public String text(String field, SigmaString pattern, boolean cased) {
    boolean alternatives =
        pattern.parts().stream().anyMatch(part -> part instanceof SigmaString.OneOf);
    if (!cased && !Patterns.isAscii(pattern)) {
      throw new Unsupported("letters outside ASCII without case");
    }
    if (cased || alternatives) {
      String glob = Patterns.written(pattern, "*", "?", SqliteDialect::globEscaped);
      return cased
          ? column(field) + " GLOB " + quoted(glob.replace("[-/", "[/-"))
          : "lower("
              + column(field)
              + ") GLOB lower("
              + quoted(glob.replace("[-/", "[/").replace("\u2015]", "\u2015-]"))
              + ")";
    }
    String like = Patterns.written(pattern, "%", "_", text -> Patterns.escaped(text, "%_\\"));
    return column(field) + " LIKE " + quoted(like) + " ESCAPE '\\'";
  }

  private static String globEscaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(c == '*' || c == '?' || c == '[' ? "[" + c + "]" : String.valueOf(c));
    }
    return escaped.toString();
  }

  @Override
  public String regex(String field, ValueTest.Regex regex) {
    return column(field) + " REGEXP " + quoted(Patterns.flags(regex.flags()) + regex.pattern());
  }

  @Override
  public String number(String field, BigDecimal value) {
    String plain = exact(value);
    return "("
        + column(field)
        + " = "
        + plain
        + " OR "
        + column(field)
        + " = "
        + quoted(plain)
        + ")";
  }

  private static String exact(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.precision() > EXACT_DIGITS) {
      throw new Unsupported("numbers of more than " + EXACT_DIGITS + " digits");
    }
    return stripped.toPlainString();
  }

  @Override
  public String missing(String field) {
    return column(field) + " IS NULL";
  }

  @Override
  public String compare(String field, Comparison comparison, BigDecimal bound) {
    String column = column(field);
    return "CASE WHEN json_valid("
        + column
        + ") THEN json_type("
        + column
        + ") IN ('integer', 'real') AND CAST("
        + column
        + " AS NUMERIC) "
        + comparison.sign()
        + " "
        + exact(bound)
        + " END";
  }

  @Override
  public String network(String field, IpNetwork network) {
    String written = network.toString();
    if (written.indexOf(':') >= 0) {
      throw new Unsupported("IPv6 networks");
    }
    int slash = written.indexOf('/');
    String[] octets = (slash < 0 ? written : written.substring(0, slash)).split("\\.");
    long address = 0;
    for (String octet : octets) {
      address = address << 8 | Integer.parseInt(octet);
    }
    int bits = slash < 0 ? 32 : Integer.parseInt(written.substring(slash + 1));
    long mask = bits == 0 ? 0 : 0xffff_ffffL << (32 - bits) & 0xffff_ffffL;
    long first = address & mask;
    long last = first | (~mask & 0xffff_ffffL);
    return "(" + address(column(field)) + " BETWEEN " + first + " AND " + last + ")";
  }

  /// The number that an IPv4 address is; null when the text is none. The address becomes a JSON
  /// array, whose elements are its octets.
  private static String address(String column) {
    String array = "'[' || replace(" + column + ", '.', ',') || ']'";
    StringBuilder sum = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      String octet = "json_extract(" + array + ", '$[" + i + "]')";
      sum.append(i == 0 ? "" : " + ").append(octet).append(" * ").append(1L << (24 - 8 * i));
    }
    return "CASE WHEN "
        + column
        + " NOT GLOB '*[^0-9.]*' AND json_valid("
        + array
        + ") THEN CASE WHEN json_array_length("
        + array
        + ") = 4 THEN "
        + sum
        + " END END";
  }

  @Override
  public String sameAs(String field, String other, ValueTest.Placement placement, boolean cased) {
    String one = cased ? column(field) : "lower(" + column(field) + ")";
    String two = cased ? column(other) : "lower(" + column(other) + ")";
    return switch (placement) {
      case EQUAL -> "CAST(" + one + " AS TEXT) = CAST(" + two + " AS TEXT)";
      case START -> "substr(" + one + ", 1, length(" + two + ")) = CAST(" + two + " AS TEXT)";
      case END ->
          "(length("
              + one
              + ") >= length("
              + two
              + ") AND substr("
              + one
              + ", length("
              + one
              + ") - length("
              + two
              + ") + 1) = CAST("
              + two
              + " AS TEXT))";
      case INSIDE -> "instr(" + one + ", " + two + ") > 0";
    };
  }

  @Override
  public String and(List<String> parts) {
    return chain(parts, " AND ");
  }

  @Override
  public String or(List<String> parts) {
    return chain(parts, " OR ");
  }

  private static String chain(List<String> parts, String link) {
    if (parts.size() <= MAX_CHAIN) {
      return String.join(link, parts);
    }
    int half = parts.size() / 2;
    return "("
        + chain(parts.subList(0, half), link)
        + ")"
        + link
        + "("
        + chain(parts.subList(half, parts.size()), link)
        + ")";
  }

  /// What is unknown in SQL is false in a rule.
  @Override
  public String not(String part) {
    return "NOT coalesce(" + part + ", 0)";
  }

  static String column(String field) {
    return "\"" + field.replace("\"", "\"\"") + "\"";
  }

  private static String quoted(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new Unsupported("the character U+0000");
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
