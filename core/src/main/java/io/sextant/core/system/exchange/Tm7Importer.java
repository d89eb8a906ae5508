package io.sextant.core.system.exchange;

import io.sextant.core.document.XmlElement;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads the models of Microsoft's Threat Modeling Tool (DataContract XML). A stencil lies in the
/// smallest border boundary that holds its centre; line boundaries have no inside and are left.
final class Tm7Importer implements Importer {
  private static final List<String> STENCILS =
      List.of("StencilEllipse", "StencilParallelLines", "StencilRectangle");

  @Override
  public MapFormat format() {
    return MapFormat.TM7;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.xml().filter(root -> root.name().equals("ThreatModel")).isPresent();
  }

  /// Something drawn, of one of the tool's types.
  private record Drawn(XmlElement value, String type, String id) {
    String name() {
      return property("Name").or(() -> headings().findFirst()).orElse("");
    }

    /// The stencil that it was made from, such as "Browser Client".
    java.util.stream.Stream<String> headings() {
      return properties()
          .filter(
              each -> each.attributes().getOrDefault("type", "").endsWith("HeaderDisplayAttribute"))
          .flatMap(each -> each.child("DisplayName").map(XmlElement::text).stream());
    }

    Optional<String> property(String display) {
      return properties()
          .filter(each ->
              each.child("DisplayName").filter(name -> name.text().equals(display)).isPresent())
          .flatMap(each -> each.child("Value").stream())
          .map(each ->
              each.text().isEmpty()
                  ? each.children("string").findFirst().map(XmlElement::text).orElse("")
                  : each.text())
          .filter(text -> !text.isBlank())
          .findFirst();
    }

    private java.util.stream.Stream<XmlElement> properties() {
      return value.child("Properties").stream().flatMap(each -> each.children("anyType"));
    }

    Optional<Box> box() {
      try {
        return Optional.of(
            new Box(number("Left"), number("Top"), number("Width"), number("Height")));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    private double number(String key) {
      return Double.parseDouble(value.child(key).map(XmlElement::text).orElse(""));
    }

    Ref ref() {
      return new Ref(id, value.place());
    }
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    XmlElement root = file.xml().orElseThrow();
    List<XmlElement> surfaces =
        root.children("DrawingSurfaceList")
            .flatMap(list -> list.children("DrawingSurfaceModel"))
            .toList();
    List<Drawn> all = surfaces.stream().flatMap(Tm7Importer::drawn).toList();
    intake.count("borderBoundary", count(all, "BorderBoundary"));
    intake.count("connectors", count(all, "Connector"));
    intake.count("drawingSurfaces", surfaces.size());
    intake.count("lineBoundary", count(all, "LineBoundary"));
    intake.count("stencilEllipse", count(all, "StencilEllipse"));
    intake.count("stencilParallelLines", count(all, "StencilParallelLines"));
    intake.count("stencilRectangle", count(all, "StencilRectangle"));
    long threats =
        root.children("ThreatInstances").flatMap(each -> each.children().stream()).count();
    intake.count("threatInstances", threats);
    Optional<XmlElement> about = root.child("MetaInformation");
    intake
        .draft()
        .system(
            "",
            about
                .flatMap(each -> each.child("ThreatModelName"))
                .map(XmlElement::text)
                .filter(text -> !text.isBlank())
                .orElse(file.title()),
            about
                .flatMap(each -> each.child("HighLevelSystemDescription"))
                .map(XmlElement::text)
                .orElse(""))
        .owner(
            about
                .flatMap(each -> each.child("Owner"))
                .map(XmlElement::text)
                .filter(text -> !text.isBlank()));
    surfaces.forEach(surface -> surface(drawn(surface).toList(), intake));
    intake.left("threatInstances", threats, "a map holds no threats; they are derived from it");
    intake.left(
        "lineBoundary",
        count(all, "LineBoundary"),
        "a line has no inside; add boundaries to the map");
  }

  private static java.util.stream.Stream<Drawn> drawn(XmlElement surface) {
    return java.util.stream.Stream.of("Borders", "Lines")
        .flatMap(surface::children)
        .flatMap(group -> group.children("KeyValueOfguidanyType"))
        .flatMap(entry ->
            entry
                .child("Value")
                .map(value ->
                    new Drawn(
                        value,
                        value.attributes().getOrDefault("type", "").replaceFirst("^.*:", ""),
                        value
                            .child("Guid")
                            .map(XmlElement::text)
                            .or(() -> entry.child("Key").map(XmlElement::text))
                            .orElse("")))
                .stream());
  }

  private static long count(List<Drawn> all, String type) {
    return all.stream().filter(each -> each.type.equals(type)).count();
  }

  private static void surface(List<Drawn> all, Intake intake) {
    List<Drawn> borders = all.stream().filter(each -> each.type.equals("BorderBoundary")).toList();
    borders.forEach(border ->
        intake
            .draft()
            .boundary(border.ref(), border.name(), "", Optional.empty(), around(border, borders)));
    all.stream()
        .filter(each -> STENCILS.contains(each.type))
        .forEach(each -> stencil(each, borders, intake));
    all.stream()
        .filter(each -> each.type.equals("Connector"))
        .forEach(each -> connector(each, intake));
  }

  private static Optional<Ref> around(Drawn inner, List<Drawn> borders) {
    Optional<Box> own = inner.box();
    return borders.stream()
        .filter(border -> !border.id.equals(inner.id))
        .filter(border -> border.box().isPresent() && own.isPresent())
        .filter(border ->
            border.box().get().area() > own.get().area()
                && border.box().get().holdsCentreOf(own.get()))
        .min(Comparator.comparingDouble(border -> border.box().get().area()))
        .map(Drawn::ref);
  }

  private static void stencil(Drawn each, List<Drawn> borders, Intake intake) {
    ComponentDraft component =
        new ComponentDraft(each.ref(), each.name())
            .within(around(each, borders))
            .property("stencil", each.headings().findFirst())
            .property("out-of-scope", each.property("Out Of Scope").filter("true"::equals))
            .property("out-of-scope-reason", each.property("Reason For Out Of Scope"));
    List<String> made = each.headings().limit(1).toList();
    boolean told = !KindWords.ofTypes(made).isEmpty();
    Optional<KindWords.Guessed> guess =
        KindWords.ofName(each.name() + " " + String.join(" ", made))
            .filter(guessed -> guessed.kind() != ComponentKind.SERVER);
    String shape =
        each.type.equals("StencilEllipse")
            ? "process"
            : each.type.equals("StencilParallelLines") ? "datastore" : "human";
    intake.component(
        component,
        told ? made : guess.isPresent() ? List.of() : List.of(shape),
        each.name() + " " + String.join(" ", made));
  }

  private static void connector(Drawn each, Intake intake) {
    Optional<String> from = each.value.child("SourceGuid").map(XmlElement::text);
    Optional<String> to = each.value.child("TargetGuid").map(XmlElement::text);
    if (from.isEmpty()
        || to.isEmpty()
        || !intake.draft().hasComponent(from.get())
        || !intake.draft().hasComponent(to.get())) {
      intake.error(
          Codes.DANGLING,
          each.value.place(),
          "the flow '" + each.name() + "' does not end at two stencils",
          "Connect both of its ends in the Threat Modeling Tool.");
      return;
    }
    intake
        .draft()
        .flow(
            new FlowDraft(
                    each.ref(),
                    each.name(),
                    new Ref(from.get(), each.value.place()),
                    new Ref(to.get(), each.value.place()))
                .protocol(each.headings().findFirst())
                .encrypted(each.property("Provides Confidentiality").map("Yes"::equals))
                .authenticated(each.property("Destination Authenticated").map("Yes"::equals)));
  }
}
