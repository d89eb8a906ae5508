package io.sextant.cli.sigma;

import io.sextant.cli.sigma.TestRun.Outcome;
import java.util.List;

/// Writes outcomes as JUnit XML.
final class JunitReport {
  private JunitReport() {}

  static String of(List<Outcome> outcomes) {
    long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite name=\"sigma\" tests=\"")
        .append(outcomes.size())
        .append("\" failures=\"")
        .append(failed)
        .append("\">\n");
    for (Outcome outcome : outcomes) {
      xml.append("  <testcase classname=\"")
          .append(escaped(outcome.file().toString()))
          .append("\" name=\"")
          .append(escaped((outcome.mustFire() ? "match: " : "no-match: ") + outcome.name()))
          .append(outcome.passed() ? "\"/>\n" : "\">\n");
      if (!outcome.passed()) {
        xml.append("    <failure message=\"")
            .append(escaped(outcome.reason()))
            .append("\"/>\n  </testcase>\n");
      }
    }
    return xml.append("</testsuite>\n").toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
