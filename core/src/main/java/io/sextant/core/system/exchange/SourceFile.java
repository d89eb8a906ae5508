package io.sextant.core.system.exchange;

import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.core.document.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A file to import, read once as far as its text allows.
///
/// @param siblings the text of a file beside it, by its relative path; empty when there is none
/// @param documents its YAML or JSON documents; none when it is XML or HCL
record SourceFile(
    String name,
    String text,
    Function<String, Optional<String>> siblings,
    IssueLog log,
    List<Tree> documents,
    Optional<XmlElement> xml) {

  /// What diagrams.net writes before a picture: a document type without anything that could expand.
  private static final Pattern SVG_TYPE =
      Pattern.compile(
          "(?<=^[^\\[]{0,200})<!DOCTYPE svg PUBLIC \"[^\"\\[]{0,100}\" \"[^\"\\[]{0,200}\">");

  static SourceFile of(String name, String text, Function<String, Optional<String>> siblings) {
    IssueLog log = new IssueLog(name, text);
    String start = text.stripLeading();
    boolean isXml = start.startsWith("<");
    boolean isHcl = name.endsWith(".hcl");
    return new SourceFile(
        name,
        text,
        siblings,
        log,
        isXml || isHcl ? List.of() : Documents.read(text, log),
        isXml ? Documents.xml(SVG_TYPE.matcher(text).replaceFirst(""), log) : Optional.empty());
  }

  /// The one document, when there is just one.
  Optional<Tree> document() {
    return documents.size() == 1 ? Optional.of(documents.getFirst()) : Optional.empty();
  }

  /// A title for want of one: the file's name without folder and ending.
  String title() {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.contains(".") ? last.substring(0, Math.max(1, last.indexOf('.'))) : last;
  }

  boolean has(String key) {
    return document().flatMap(tree -> tree.get(key)).isPresent();
  }
}
