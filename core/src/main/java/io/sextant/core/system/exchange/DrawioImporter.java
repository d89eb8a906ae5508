package io.sextant.core.system.exchange;

import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.XmlElement;
import io.sextant.core.system.Codes;
import io.sextant.core.system.ComponentDraft;
import io.sextant.core.system.FlowDraft;
import io.sextant.core.system.Ref;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads diagrams.net files, plain or compressed (deflate and base64). Shapes are components,
/// containers are boundaries, connected edges are flows.
///
/// `vertices` and `edges` count what the file shows uncompressed; what had to be unpacked is
/// counted apart.
final class DrawioImporter implements Importer {
  private static final int MOST_UNPACKED = 64 << 20;
  private static final int CHUNK = 1 << 16;
  private static final Pattern SHAPE = Pattern.compile("(?:resIcon|grIcon|shape)=([^;]+)");
  private static final Pattern MARKUP = Pattern.compile("<[^>]*>|&nbsp;");

  @Override
  public MapFormat format() {
    return MapFormat.DRAWIO;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return file.name().endsWith(".drawio")
        || file.xml()
            .filter(root ->
                root.name().equals("mxfile")
                    || root.name().equals("mxGraphModel")
                    || embedded(root).isPresent())
            .isPresent();
  }

  /// A cell with what wraps it: an `object` carries label and id for the cell inside.
  private record Cell(
      XmlElement cell, String id, String label, Optional<String> parent, PageIds ids) {
    boolean flag(String key) {
      return cell.attribute(key).filter("1"::equals).isPresent();
    }

    Ref ref() {
      return new Ref(id, cell.place());
    }

    /// The cell at an end of an edge.
    Optional<Ref> end(String key) {
      return cell.attribute(key).map(each -> new Ref(ids.of(each), cell.place()));
    }

    /// Where it is drawn, relative to its parent.
    Optional<Box> box() {
      return cell.child("mxGeometry")
          .flatMap(geometry -> {
            try {
              return Optional.of(
                  new Box(
                      Double.parseDouble(geometry.attribute("x").orElse("0")),
                      Double.parseDouble(geometry.attribute("y").orElse("0")),
                      Double.parseDouble(geometry.attribute("width").orElse("")),
                      Double.parseDouble(geometry.attribute("height").orElse(""))));
            } catch (NumberFormatException e) {
              return Optional.empty();
            }
          });
    }

    String style() {
      return cell.attribute("style").orElse("");
    }

    /// A box without filling: it stands around what is drawn inside.
    boolean outline() {
      return style().matches(".*(dashed=1|fillColor=none).*");
    }

    /// Groups, swim lanes and the like hold others.
    boolean container() {
      return style()
          .matches(
              ".*(container=1|swimlane|shape=mxgraph\\.aws4\\.group|group;|strokeColor=[^;]*;dashed=1).*");
    }
  }

  @Override
  public void read(SourceFile file, Intake intake) {
    List<XmlElement> pages =
        file.xml().stream()
            .flatMap(root ->
                embedded(root)
                    .map(text -> Documents.xml(text, file.log()).stream())
                    .orElse(Stream.of(root)))
            .flatMap(DrawioImporter::pages)
            .toList();
    if (file.xml().isEmpty()) {
      intake.error(
          Codes.WRONG_SHAPE,
          io.sextant.core.document.Place.FILE,
          "this is no diagrams.net file",
          "Save it as XML (.drawio) with diagrams.net.");
    }
    intake.draft().system("", name(file, pages), "");
    List<XmlElement> plain = pages.stream().filter(page -> !page.children().isEmpty()).toList();
    List<XmlElement> unpacked =
        pages.stream()
            .filter(page -> page.children().isEmpty())
            .flatMap(page -> unpack(page, intake).stream())
            .toList();
    intake.count("edges", cells(plain, "edge"));
    intake.count("pages", pages.size());
    intake.count("vertices", cells(plain, "vertex"));
    if (!unpacked.isEmpty()) {
      intake.count("unpackedEdges", cells(unpacked, "edge"));
      intake.count("unpackedVertices", cells(unpacked, "vertex"));
    }
    PageIds ids = new PageIds();
    Stream.concat(plain.stream(), unpacked.stream())
        .forEach(page -> {
          page(page, ids, intake);
          ids.turn();
        });
    ids.tell(intake);
  }

  /// A picture that diagrams.net exported holds its diagram.
  private static Optional<String> embedded(XmlElement root) {
    return root.name().equals("svg")
        ? root.attribute("content").filter(text -> text.startsWith("<mx"))
        : Optional.empty();
  }

  private static String name(SourceFile file, List<XmlElement> pages) {
    return pages.size() == 1
        ? pages
            .getFirst()
            .attribute("name")
            .filter(name -> !name.matches("Page-\\d+"))
            .orElse(file.title())
        : file.title();
  }

  private static Stream<XmlElement> pages(XmlElement root) {
    return root.name().equals("mxGraphModel") ? Stream.of(root) : root.children("diagram");
  }

  private static long cells(List<XmlElement> pages, String kind) {
    return pages.stream()
        .flatMap(XmlElement::all)
        .filter(each -> each.name().equals("mxCell"))
        .filter(each -> each.attribute(kind).filter("1"::equals).isPresent())
        .count();
  }

  private static Optional<XmlElement> unpack(XmlElement page, Intake intake) {
    if (page.text().isEmpty()) {
      return Optional.empty();
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getMimeDecoder().decode(page.text()));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int read = inflater.inflate(chunk);
        if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        out.write(chunk, 0, read);
        if (out.size() > MOST_UNPACKED) {
          intake.error(
              Codes.INVALID,
              page.place(),
              "the page unpacks to more than " + MOST_UNPACKED + " bytes",
              "Save it uncompressed.");
          return Optional.empty();
        }
      }
      String xml = percentDecoded(out.toByteArray());
      IssueLog log = new IssueLog("", xml);
      Optional<XmlElement> model = Documents.xml(xml, log);
      log.issues()
          .forEach(issue ->
              intake.error(
                  issue.code(),
                  page.place(),
                  "in the unpacked page: " + issue.message(),
                  issue.hint()));
      return model;
    } catch (DataFormatException | IllegalArgumentException e) {
      intake.error(
          Codes.INVALID,
          page.place(),
          "the page is neither XML nor packed XML",
          "Save the file again with diagrams.net.");
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  /// Undoes `encodeURIComponent`; a `+` stands for itself.
  private static String percentDecoded(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
      int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
      if (text[i] == '%' && high >= 0 && low >= 0) {
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(text[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void page(XmlElement page, PageIds ids, Intake intake) {
    List<Cell> cells = new ArrayList<>();
    collect(page, ids, cells);
    List<Cell> shapes = cells.stream().filter(cell -> cell.flag("vertex")).toList();
    List<Cell> edges = cells.stream().filter(cell -> cell.flag("edge")).toList();
    Set<String> edgeIds = edges.stream().map(Cell::id).collect(Collectors.toSet());
    Set<String> holders =
        shapes.stream().flatMap(cell -> cell.parent.stream()).collect(Collectors.toSet());
    DrawioPlaces places = new DrawioPlaces();
    shapes.forEach(cell -> places.add(cell.id, cell.parent, cell.box()));
    Set<String> boundaries =
        shapes.stream()
            .filter(cell -> !cell.label.isBlank() && !isText(cell))
            .filter(cell ->
                cell.container()
                    || holders.contains(cell.id)
                    || (cell.outline() && places.holdsAny(cell.id)))
            .map(Cell::id)
            .collect(Collectors.toSet());
    places.bound(boundaries);
    Map<String, String> labels = new HashMap<>();
    long unnamed = 0;
    for (Cell cell : shapes) {
      Optional<Ref> around = places.around(cell.id).map(id -> new Ref(id, cell.cell.place()));
      if (boundaries.contains(cell.id)) {
        intake.draft().boundary(cell.ref(), cell.label, "", Optional.empty(), around);
      } else if (cell.parent.filter(edgeIds::contains).isPresent()) {
        labels.merge(cell.parent.get(), cell.label, (one, two) -> (one + " " + two).strip());
      } else if (isText(cell)) {
        unnamed++;
      } else {
        ids.drawn(cell.label);
        component(cell, around, intake);
      }
    }
    long loose = 0;
    long ofBoundaries = 0;
    for (Cell edge : edges) {
      if (!edge(edge, labels.getOrDefault(edge.id, ""), intake)) {
        boolean boundary =
            Stream.of("source", "target")
                .flatMap(key -> edge.end(key).stream())
                .anyMatch(end -> boundaries.contains(end.name()));
        ofBoundaries += boundary ? 1 : 0;
        loose += boundary ? 0 : 1;
      }
    }
    intake.left("labels and notes", unnamed, "they are text on the drawing");
    intake.left("edges", loose, "an end is not connected to a shape");
    intake.left(
        "edges of containers", ofBoundaries, "a flow ends at a component, not at a boundary");
  }

  private static boolean isText(Cell cell) {
    return cell.style().matches("(edgeLabel|text;|text$).*")
        || (cell.label.isBlank() && shape(cell).isEmpty() && !cell.style().contains("image"));
  }

  private static Optional<String> shape(Cell cell) {
    Matcher found = SHAPE.matcher(cell.style());
    String last = "";
    while (found.find()) {
      last = found.group(1);
    }
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(last.substring(last.lastIndexOf('.') + 1).replace('_', ' '));
  }

  private static void component(Cell cell, Optional<Ref> around, Intake intake) {
    Optional<String> shape = shape(cell);
    String name = cell.label.isBlank() ? shape.orElse("unnamed shape") : cell.label;
    ComponentDraft component =
        new ComponentDraft(cell.ref(), name).within(around).property("shape", shape);
    intake.component(
        component,
        shape.map(each -> List.of(each.toLowerCase(Locale.ROOT))).orElse(List.of()),
        name);
  }

  /// @return whether it is on the map
  private static boolean edge(Cell cell, String label, Intake intake) {
    Optional<Ref> from = cell.end("source").filter(ref -> intake.draft().hasComponent(ref.name()));
    Optional<Ref> to = cell.end("target").filter(ref -> intake.draft().hasComponent(ref.name()));
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    boolean both =
        cell.style().contains("startArrow=") && !cell.style().contains("startArrow=none");
    intake
        .draft()
        .flow(
            new FlowDraft(cell.ref(), (cell.label + " " + label).strip(), from.get(), to.get())
                .bothWays(both));
    return true;
  }

  private static void collect(XmlElement element, PageIds ids, List<Cell> cells) {
    for (XmlElement child : element.children()) {
      if (child.name().equals("mxCell")) {
        cells.add(cell(child, child, "value", ids));
      } else if (child.name().equals("object") || child.name().equals("UserObject")) {
        child.child("mxCell").ifPresent(inner -> cells.add(cell(inner, child, "label", ids)));
      } else {
        collect(child, ids, cells);
      }
    }
  }

  /// @param named what carries the id and the label
  private static Cell cell(XmlElement cell, XmlElement named, String label, PageIds ids) {
    return new Cell(
        cell,
        ids.of(named.attribute("id").orElse("")),
        plain(named.attribute(label).orElse("")),
        cell.attribute("parent").map(ids::of),
        ids);
  }

  private static String plain(String label) {
    return MARKUP.matcher(label).replaceAll(" ").replaceAll("\\s+", " ").strip();
  }
}
