package io.sextant.server.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsCsvTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "plain; plain",
        "a,b; |\"a,b\"|",
        "say \"x\"; |\"say \"\"x\"\"\"|",
        "=1+1; '=1+1",
        "@SUM(A1); '@SUM(A1)",
        "-2; '-2",
        "+x,y; |\"'+x,y\"|"
      })
  void aCellIsSafeInASpreadsheet(String value, String cell) {
    assertThat(FindingsCsv.cell(value)).isEqualTo(cell);
  }
}
