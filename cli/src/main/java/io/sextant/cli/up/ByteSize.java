package io.sextant.cli.up;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A size as people write it: `500MB`, `10 GB`, `1TiB`; units are powers of 1024.
public record ByteSize(long bytes) implements ITypeConverter<ByteSize> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})\\s*([KMGT]?)(?:I?B)?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "KMGT";
  private static final int STEP = 10;

  /// As picocli makes a converter.
  public ByteSize() {
    this(0);
  }

  @Override
  public ByteSize convert(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException("expected a size such as 500MB, found '" + text + "'");
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    return new ByteSize(Long.parseLong(matcher.group(1)) << (power * STEP));
  }
}
