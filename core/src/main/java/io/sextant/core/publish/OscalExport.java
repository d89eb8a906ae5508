package io.sextant.core.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.control.Control;
import io.sextant.core.control.Evidence;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.crosswalk.FrameworkCoverage;
import io.sextant.core.crosswalk.FrameworkCoverage.Line;
import io.sextant.core.crosswalk.FrameworkCoverage.Support;
import io.sextant.core.crosswalk.Status;
import io.sextant.core.system.SystemMap;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Controls of a system as an OSCAL 1.1.2 component definition: each control is a component that
/// implements, as far as its evidence goes, requirements of frameworks. Equal states give equal
/// bytes: identifiers are made from names, the date is the day of the coverage.
public final class OscalExport {
  private static final String VERSION = "1.1.2";
  private static final String NAMESPACE = "https://sextant.invalid/ns/oscal";

  private OscalExport() {}

  public static String componentDefinition(Coverage coverage, List<FrameworkCoverage> frameworks) {
    JsonMapper mapper = new JsonMapper();
    SystemMap map = coverage.register().derived().map();
    ObjectNode document = mapper.createObjectNode();
    ObjectNode definition = document.putObject("component-definition");
    definition.put("uuid", uuid("definition", map.id().value(), ""));
    definition
        .putObject("metadata")
        .put("title", "Controls of " + map.name())
        .put("last-modified", day(coverage))
        .put("version", coverage.assessment().today().toString())
        .put("oscal-version", VERSION);
    List<Control> controls =
        coverage.assessment().controls().all().stream()
            .filter(each -> each.scope().covers(map.id()))
            .toList();
    if (!controls.isEmpty()) {
      ArrayNode components = definition.putArray("components");
      controls.forEach(control -> component(components.addObject(), control, coverage, frameworks));
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private static void component(
      ObjectNode node, Control control, Coverage coverage, List<FrameworkCoverage> frameworks) {
    String system = coverage.register().derived().map().id().value();
    node.put("uuid", uuid("control", system, control.id().value()))
        .put("type", "process-procedure")
        .put("title", control.name())
        .put(
            "description",
            control.description().isEmpty() ? control.name() : control.description());
    ArrayNode props = node.putArray("props");
    prop(props, "control-id", control.id().value());
    prop(props, "standing", coverage.assessment().overall(control).standing().word());
    prop(props, "effect", control.effect().word());
    control.owner().ifPresent(owner -> prop(props, "owner", owner));
    control.expires().ifPresent(last -> prop(props, "expires", last.toString()));
    control.mitigates().forEach(each -> prop(props, "atlas-mitigation", each.value()));
    control.counters().forEach(each -> prop(props, "atlas-technique", each.value()));
    for (Evidence evidence : control.evidence()) {
      prop(props, "evidence", evidence.shown());
    }
    List<FrameworkCoverage> touched =
        frameworks.stream().filter(each -> !lines(each, control).isEmpty()).toList();
    if (touched.isEmpty()) {
      return;
    }
    ArrayNode implementations = node.putArray("control-implementations");
    for (FrameworkCoverage framework : touched) {
      String key = framework.framework().key();
      ObjectNode implementation =
          implementations
              .addObject()
              .put("uuid", uuid("implementation", system + control.id(), key))
              .put("source", "urn:sextant:framework:" + key)
              .put("description", framework.framework().title());
      ArrayNode requirements = implementation.putArray("implemented-requirements");
      lines(framework, control).forEach(line -> requirement(requirements, line, control, system));
    }
  }

  private static List<Line> lines(FrameworkCoverage framework, Control control) {
    return framework.lines().stream()
        .filter(line -> line.status() != Status.EXCLUDED)
        .filter(line ->
            line.supports().stream().anyMatch(each -> each.control().id().equals(control.id())))
        .toList();
  }

  private static void requirement(
      ArrayNode requirements, Line line, Control control, String system) {
    Support support =
        line.supports().stream()
            .filter(each -> each.control().id().equals(control.id()))
            .findFirst()
            .orElseThrow();
    ObjectNode node =
        requirements
            .addObject()
            .put(
                "uuid",
                uuid("requirement", system + control.id(), line.requirement().ref().toString()))
            .put("control-id", token(line.requirement().ref().id()))
            .put("description", support.assurance().because());
    ArrayNode props = node.putArray("props");
    prop(props, "standing", support.assurance().standing().word());
    prop(props, "met", support.via().isEmpty() ? "whole" : "part");
    support.via().ifPresent(link -> prop(props, "by-way-of", link.shown()));
  }

  /// A value of OSCAL is one line that neither begins nor ends with a blank, and never empty.
  private static void prop(ArrayNode props, String name, String value) {
    String line = value.replaceAll("\\s+", " ").strip();
    if (!line.isEmpty()) {
      props.addObject().put("name", name).put("ns", NAMESPACE).put("value", line);
    }
  }

  /// OSCAL's tokens begin with a letter or `_` and hold no blanks.
  private static String token(String id) {
    String token = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    return Character.isLetter(token.charAt(0)) ? token : "_" + token;
  }

  private static String day(Coverage coverage) {
    return coverage.assessment().today().atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }

  /// A version 5 UUID (RFC 9562) of a name.
  private static String uuid(String kind, String system, String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((NAMESPACE + "\n" + kind + "\n" + system + "\n" + name).getBytes(UTF_8));
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
      long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
