package io.sextant.core.detection;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.telemetry.Event;
import io.sextant.sigma.DerivedFields;
import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import io.sextant.sigma.RuleSet;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Rules made ready to run, with what each means in one release of ATLAS, and everything that is
/// wrong with their files. Immutable and thread-safe.
///
/// A file or document with errors is left out; the others run.
public final class RulePack {
  private final RuleSet rules;
  private final ReleaseId release;
  private final SequencedMap<RuleId, RuleHeader> headers = new LinkedHashMap<>();
  private final Map<RuleId, AtlasMapping> mappings = new HashMap<>();
  private final List<Issue> issues;

  private final Optional<ContentFields> content;

  private RulePack(
      RuleSet rules, ReleaseId release, Optional<ContentFields> content, List<Issue> issues) {
    this.rules = rules;
    this.content = content;
    this.release = release;
    this.issues = issues;
    rules.headers().forEach(header -> headers.put(header.id(), header));
  }

  /// Reads and compiles files together, so that correlations and filters may refer across them.
  ///
  /// @param inspection looks into texts for rules that ask for `content.*`; without it they are
  ///   left out, with an issue
  public static RulePack of(
      List<RuleFile> files, ReleaseIndex release, Optional<Inspection> inspection) {
    SigmaReader reader = new SigmaReader();
    List<Issue> issues = new ArrayList<>();
    List<SigmaDocument> documents = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    for (RuleFile file : files) {
      SigmaReader.ReadResult result = reader.read(file.name(), file.yaml());
      issues.addAll(result.issues());
      texts.put(file.name(), file.yaml());
      for (SigmaDocument document : result.documents()) {
        List<Issue> unanswered = contentIssues(document, file::yaml, inspection.isPresent());
        issues.addAll(unanswered);
        if (unanswered.isEmpty()) {
          documents.add(document);
        }
      }
    }
    Optional<ContentFields> content = inspection.map(ContentFields::new);
    SigmaCompiler.CompileResult compiled = new SigmaCompiler(fields(content)).compile(documents);
    issues.addAll(compiled.issues());
    RulePack pack = new RulePack(compiled.rules(), release.release().id(), content, issues);
    for (RuleHeader header : pack.headers()) {
      String yaml = texts.getOrDefault(header.file(), "");
      pack.mappings.put(header.id(), new AtlasTags(header, () -> yaml, release, issues).read());
    }
    return pack;
  }

  public RuleSet rules() {
    return rules;
  }

  /// The release that the mappings are of.
  public ReleaseId release() {
    return release;
  }

  /// Every rule and correlation that can fire, in the order read.
  public List<RuleHeader> headers() {
    return List.copyOf(headers.values());
  }

  public Optional<RuleHeader> header(RuleId id) {
    return Optional.ofNullable(headers.get(id));
  }

  /// What a rule is evidence of.
  public AtlasMapping mapping(RuleId id) {
    return mappings.getOrDefault(id, AtlasMapping.NONE);
  }

  /// What is wrong with the ATLAS tags of a rule.
  ///
  /// @param yaml the file it stands in, read when there is something to show
  public static List<Issue> tagIssues(
      RuleHeader rule, Supplier<String> yaml, ReleaseIndex release) {
    List<Issue> issues = new ArrayList<>();
    new AtlasTags(rule, yaml, release, issues).read();
    return issues;
  }

  /// The fields `content.*` as rules are compiled with them.
  public static DerivedFields content(Optional<Inspection> inspection) {
    return fields(inspection.map(ContentFields::new));
  }

  private static DerivedFields fields(Optional<ContentFields> content) {
    return content.<DerivedFields>map(it -> it).orElse(DerivedFields.NONE);
  }

  /// Tells the rules which event is tried next, when it is known what is said in it.
  void next(Event event) {
    content.ifPresent(it -> event.texts().ifPresent(texts -> it.next(event.body(), texts)));
  }

  /// Which fields `content.*` of a document are never there.
  ///
  /// @param yaml the file it stands in
  /// @param wired whether there is an inspection
  public static List<Issue> contentIssues(
      SigmaDocument document, Supplier<String> yaml, boolean wired) {
    return new ContentLint(yaml, wired).of(document);
  }

  /// All problems of all files: of reading, of compiling, and of ATLAS tags.
  public List<Issue> issues() {
    return List.copyOf(issues);
  }
}
