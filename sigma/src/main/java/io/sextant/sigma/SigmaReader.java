package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// Reads Sigma files: YAML text in, documents and every problem out. Pure and thread-safe.
public final class SigmaReader {
  private final Placeholders placeholders;

  /// A reader that refuses rules with placeholders.
  public SigmaReader() {
    this(Placeholders.NONE);
  }

  /// A reader that knows values for placeholders.
  public SigmaReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /// What a file held. `documents` are those without errors.
  public record ReadResult(List<SigmaDocument> documents, List<Issue> issues) {
    public ReadResult {
      documents = List.copyOf(documents);
      issues = List.copyOf(issues);
    }

    /// Whether any document was refused.
    public boolean hasErrors() {
      return issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.ERROR);
    }
  }

  /// Reads one file of one or more documents; `file` is only named in issues and headers.
  public ReadResult read(String file, String yaml) {
    String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
    IssueLog log = new IssueLog(file, text);
    List<SigmaDocument> documents = new ArrayList<>();
    int errorsBefore = log.errors();
    List<YamlParser.Document> parsed = YamlParser.parse(text, log);
    if (parsed.isEmpty() && log.errors() == errorsBefore) {
      log.error(IssueCode.YAML_SYNTAX, Place.FILE, "the file is empty", "");
    }
    DocumentReader reader = new DocumentReader(log, placeholders);
    for (YamlParser.Document document : parsed) {
      if (!isEmpty(document.tree())) {
        List<SigmaDocument> read = reader.read(document.tree());
        documents.addAll(document.sound() ? read : List.of());
      }
    }
    return new ReadResult(documents, log.issues());
  }

  /// A document between two separators that holds nothing.
  private static boolean isEmpty(YamlTree tree) {
    return tree instanceof YamlTree.Scalar scalar && scalar.plain() && scalar.text().isEmpty();
  }
}
