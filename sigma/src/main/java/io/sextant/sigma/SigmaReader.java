package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// Reads Sigma files: YAML text in, documents and every problem out. Pure and thread-safe.
public final class SigmaReader {
  private final ReaderOptions options;

  /// A reader that refuses rules with placeholders.
  public SigmaReader() {
    this(ReaderOptions.DEFAULT);
  }

  /// A reader that may rely on more than the files.
  public SigmaReader(ReaderOptions options) {
    this.options = options;
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
    DocumentReader reader = new DocumentReader(log, options);
    RuleCollection collection = new RuleCollection(log);
    for (YamlParser.Document document : parsed) {
      if (!isEmpty(document.tree())) {
        collection
            .next(document.tree())
            .map(reader::read)
            .filter(_ -> document.sound())
            .ifPresent(documents::addAll);
      }
    }
    return new ReadResult(documents, log.issues());
  }

  /// A document between two separators that holds nothing.
  private static boolean isEmpty(YamlTree tree) {
    return tree instanceof YamlTree.Scalar scalar && scalar.plain() && scalar.text().isEmpty();
  }
}
