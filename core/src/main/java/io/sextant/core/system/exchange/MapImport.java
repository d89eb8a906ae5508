package io.sextant.core.system.exchange;

import io.sextant.core.document.Issue;
import io.sextant.core.document.Place;
import io.sextant.core.system.Codes;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// Reads a system map from a file of any format, recognised by what stands in it.
public final class MapImport {
  /// Narrow before wide: a format is recognised by keys that others may have too.
  private static final List<Importer> IMPORTERS =
      List.of(
          new OtmImporter(),
          new ThreagileImporter(),
          new CycloneDxImporter(),
          new CycloneDxDraftImporter(),
          new SpdxImporter(),
          new BackstageImporter(),
          new TmLibraryImporter(),
          new CalmImporter(),
          new ThreatComposerImporter(),
          new PytmImporter(),
          new ThreatDragonImporter(),
          new Tm7Importer(),
          new DrawioImporter(),
          new ThreatclImporter());

  private MapImport() {}

  /// What came of a file: a map with its report, or why there is none.
  public sealed interface Result {
    record Read(Imported imported) implements Result {}

    record Unknown(List<Issue> issues) implements Result {}
  }

  /// @param siblings the text of a file beside it, by its relative path
  /// @param wanted the format, when a person said it
  public static Result read(
      String name,
      String text,
      Function<String, Optional<String>> siblings,
      Optional<MapFormat> wanted) {
    SourceFile file = SourceFile.of(name, text, siblings);
    if (wanted.map(MapFormat.SEXTANT::equals).orElse(file.has("sextant"))) {
      return own(name, text);
    }
    Optional<Importer> importer =
        IMPORTERS.stream()
            .filter(
                each -> wanted.map(each.format()::equals).orElseGet(() -> each.recognises(file)))
            .findFirst();
    Intake intake = new Intake(file.log());
    if (importer.isEmpty() || !readable(importer.get(), file)) {
      if (file.log().errors() == 0) {
        intake.error(
            Codes.UNKNOWN_FORMAT,
            Place.FILE,
            importer.isEmpty()
                ? "the format is not known"
                : "the file is not " + importer.get().format().title(),
            hint(file));
      }
      return new Result.Unknown(file.log().issues());
    }
    importer.get().read(file, intake);
    return new Result.Read(intake.result(name, importer.get().format()));
  }

  private static String hint(SourceFile file) {
    return file.xml().filter(root -> root.name().equals("bom")).isPresent()
        ? "CycloneDX is read as JSON: convert it, such as with 'cyclonedx convert'."
        : "Known are: "
            + String.join(
                ", ", java.util.Arrays.stream(MapFormat.values()).map(MapFormat::word).toList())
            + ".";
  }

  /// A format that a person named may not be what the file holds.
  private static boolean readable(Importer importer, SourceFile file) {
    return switch (importer.format()) {
      case TM7 -> importer.recognises(file);
      case DRAWIO, THREATCL -> true;
      case BACKSTAGE -> !file.documents().isEmpty();
      default -> file.document().isPresent();
    };
  }

  private static Result own(String name, String text) {
    MapReader.Result read = MapReader.read(name, text);
    if (read.map().isEmpty()) {
      return new Result.Unknown(read.issues());
    }
    SystemMap map = read.map().get();
    SequencedMap<String, Count> counts = new LinkedHashMap<>();
    counts.put("assets", new Count.Figure(map.assets().size()));
    counts.put("boundaries", new Count.Figure(map.boundaries().size()));
    counts.put("components", new Count.Figure(map.components().size()));
    counts.put("flows", new Count.Figure(map.flows().size()));
    return new Result.Read(
        new Imported(
            map,
            new ImportReport(
                name, MapFormat.SEXTANT, counts, List.of(), List.of(), read.issues())));
  }
}
