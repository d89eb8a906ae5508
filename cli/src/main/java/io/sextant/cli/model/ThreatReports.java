package io.sextant.cli.model;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Sarif;
import io.sextant.core.system.trust.Path;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.Level;
import io.sextant.core.threat.Rating;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.Threat;
import io.sextant.core.threat.rule.Stride;
import io.sextant.report.print.Quoting;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Registers for other tools and for reviews: Markdown, CSV, SARIF 2.1.0 and JUnit XML.
final class ThreatReports {
  private ThreatReports() {}

  static void markdown(Register register, PrintStream out) {
    out.println("## Threats of " + Quoting.markdownCell(register.derived().map().name()));
    out.println();
    out.println(
        register.entries().size()
            + " threats, "
            + register.derived().undetermined().size()
            + " undetermined; ATLAS "
            + register.derived().release());
    out.println();
    out.println("| residual | technique | component | owner | status | what could happen |");
    out.println("|---|---|---|---|---|---|");
    register
        .entries()
        .forEach(entry ->
            out.println(
                row(entry.threat())
                    + Quoting.markdownCell(entry.owner().orElse("**nobody**"))
                    + " | "
                    + entry.status().word()
                    + " | "
                    + Quoting.markdownCell(entry.threat().says())
                    + " |"));
    if (!register.derived().questions().isEmpty()) {
      out.println();
      out.println("### Questions");
      out.println();
      register
          .derived()
          .questions()
          .forEach((question, techniques) ->
              out.println(
                  "- "
                      + Quoting.markdownCell(question.text())
                      + " (`"
                      + question.component()
                      + "`, `"
                      + question.key()
                      + "`; "
                      + techniques.stream().map(Object::toString).collect(Collectors.joining(", "))
                      + ")"));
    }
  }

  /// The first columns of a row in Markdown.
  static String row(Threat threat) {
    return "| "
        + threat.rating().level().word()
        + String.format(Locale.ROOT, " %.2f", threat.rating().residual())
        + " | "
        + threat.technique().id()
        + " "
        + Quoting.markdownCell(threat.technique().fullName())
        + " | `"
        + threat.component().id()
        + "` | ";
  }

  static void csv(Register register, PrintStream out) {
    out.println(
        "key,technique,name,component,stride,level,residual,likelihood,impact,strength,owner,status,says,path");
    register
        .entries()
        .forEach(entry -> {
          Threat threat = entry.threat();
          Rating rating = threat.rating();
          out.println(
              Quoting.csvLine(
                  List.of(
                      threat.key().toString(),
                      threat.technique().id().value(),
                      threat.technique().fullName(),
                      threat.component().id().value(),
                      strides(threat),
                      rating.level().word(),
                      number(rating.residual()),
                      number(rating.likelihood()),
                      number(rating.impact()),
                      number(rating.strength()),
                      entry.owner().orElse(""),
                      entry.status().word(),
                      threat.says(),
                      paths(threat))));
        });
  }

  /// All threats as results; settled ones are suppressed with their reason.
  static ObjectNode sarif(Register register, ReleaseIndex release, String file) {
    return sarif(register.entries(), release, file);
  }

  /// Threats that nobody decided about, as results.
  static ObjectNode sarif(ReleaseIndex release, List<Threat> threats, String file) {
    List<Register.Entry> entries =
        threats.stream()
            .map(each ->
                new Register.Entry(each, Decision.Status.OPEN, each.owner(), Optional.empty()))
            .toList();
    return sarif(entries, release, file);
  }

  private static ObjectNode sarif(List<Register.Entry> entries, ReleaseIndex release, String file) {
    Sarif log = Sarif.of("sextant model");
    log.driver().putObject("properties").put("release", release.release().id().tag());
    Map<String, Threat> techniques = new LinkedHashMap<>();
    entries.forEach(
        each -> techniques.putIfAbsent(each.threat().technique().id().value(), each.threat()));
    techniques.forEach((id, threat) -> {
      ObjectNode rule = log.rules().addObject().put("id", id);
      rule.put("name", threat.technique().fullName());
      rule.putObject("shortDescription").put("text", threat.technique().fullName());
      ArrayNode tags = rule.putObject("properties").putArray("tags");
      threat.stride().stream().map(Stride::word).sorted().forEach(tags::add);
    });
    entries.forEach(entry -> result(log.results().addObject(), entry, file));
    return log.document();
  }

  private static void result(ObjectNode result, Register.Entry entry, String file) {
    Threat threat = entry.threat();
    result.put("ruleId", threat.technique().id().value());
    result.put(
        "level",
        switch (threat.rating().level()) {
          case HIGH -> "error";
          case MEDIUM -> "warning";
          case LOW -> "note";
        });
    String path = paths(threat);
    result
        .putObject("message")
        .put("text", threat.says() + (path.isEmpty() ? "" : " (" + path + ")"));
    result.putObject("partialFingerprints").put("threat/v1", threat.key().toString());
    ObjectNode location = result.putArray("locations").addObject();
    Sarif.place(location, file);
    location
        .putArray("logicalLocations")
        .addObject()
        .put("name", threat.component().id().value())
        .put("kind", "component");
    if (entry.status().settled()) {
      result
          .putArray("suppressions")
          .addObject()
          .put("kind", "external")
          .put("status", "accepted")
          .put(
              "justification",
              entry.decision().flatMap(each -> each.reason()).orElse(entry.status().word()));
    }
    result.putObject("properties").put("residual", threat.rating().residual());
  }

  /// A test case per threat that fails when it is open and at or above a level.
  static void junit(String suite, List<Threat> failing, List<Threat> passing, PrintStream out) {
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println(
        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\">"
            .formatted(xml(suite), failing.size() + passing.size(), failing.size()));
    for (Threat threat : failing) {
      out.println("  <testcase " + names(threat) + ">");
      out.println(
          "    <failure message=\"%s\">%s</failure>"
              .formatted(
                  xml(threat.rating().level().word() + ": " + threat.says()), xml(paths(threat))));
      out.println("  </testcase>");
    }
    passing.forEach(threat -> out.println("  <testcase " + names(threat) + "/>"));
    out.println("</testsuite>");
  }

  private static String names(Threat threat) {
    return "classname=\"%s\" name=\"%s\""
        .formatted(
            xml(threat.component().id().value()),
            xml(threat.technique().id() + " " + threat.technique().fullName()));
  }

  static String paths(Threat threat) {
    return threat.verdict().paths().stream().map(Path::shown).collect(Collectors.joining("; "));
  }

  static String strides(Threat threat) {
    return threat.stride().stream().map(Stride::word).sorted().collect(Collectors.joining(" "));
  }

  static boolean atLeast(Threat threat, Level level) {
    return threat.rating().level().compareTo(level) >= 0;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static String xml(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
