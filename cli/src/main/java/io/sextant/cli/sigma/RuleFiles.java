package io.sextant.cli.sigma;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.sigma.Issue;
import io.sextant.sigma.ReaderOptions;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds rule files and reads them.
///
/// @param documents those without errors, in order of file names
/// @param issues everything noticed while reading
/// @param files how many rule files were read
record RuleFiles(List<SigmaDocument> documents, List<Issue> issues, int files) {
  /// How the name of a file with examples beside a rule ends.
  static final String TESTS = ".tests.yml";

  private static final String ENCODING = "SX-SIGMA-012";

  RuleFiles {
    documents = List.copyOf(documents);
    issues = List.copyOf(issues);
  }

  /// Every rule file under the paths; a path that is a file is taken whatever its name.
  ///
  /// @throws CommandFailure BAD_INPUT when a path cannot be read
  static List<Path> find(List<Path> paths) {
    List<Path> found = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        found.add(path);
        continue;
      }
      try (Stream<Path> files = Files.walk(path)) {
        files.filter(RuleFiles::isRule).sorted().forEach(found::add);
      } catch (IOException e) {
        throw Console.unreadable(path.toString(), e);
      }
    }
    return found;
  }

  private static boolean isRule(Path file) {
    String name = file.getFileName().toString();
    boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
    return yaml && !name.endsWith(TESTS) && Files.isRegularFile(file);
  }

  /// Reads every rule file under the paths.
  ///
  /// @throws CommandFailure BAD_INPUT when a file cannot be read, or there is none
  static RuleFiles read(List<Path> paths, ReaderOptions options) {
    List<Path> files = find(paths);
    if (files.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "no rule file (.yml or .yaml) under " + paths, "");
    }
    SigmaReader reader = new SigmaReader(options);
    List<SigmaReader.ReadResult> read =
        files.parallelStream().map(file -> read(file, reader)).toList();
    return new RuleFiles(
        read.stream().flatMap(one -> one.documents().stream()).toList(),
        read.stream().flatMap(one -> one.issues().stream()).toList(),
        files.size());
  }

  private static SigmaReader.ReadResult read(Path file, SigmaReader reader) {
    try {
      return reader.read(file.toString(), Files.readString(file));
    } catch (CharacterCodingException _) {
      Issue issue =
          new Issue(
              ENCODING,
              Issue.Severity.ERROR,
              file.toString(),
              0,
              0,
              "",
              "the file is not UTF-8",
              "Save it as UTF-8.");
      return new SigmaReader.ReadResult(List.of(), List.of(issue));
    } catch (IOException e) {
      throw Console.unreadable(file.toString(), e);
    }
  }

  /// Prints issues to standard error.
  static void print(List<Issue> issues, Console console) {
    Diagnostic.print(
        issues.stream().map(RuleFiles::diagnostic).toList(),
        console.err(),
        console.colour() && console.errIsTerminal());
  }

  static Diagnostic diagnostic(Issue issue) {
    return new Diagnostic(
        issue.code(),
        switch (issue.severity()) {
          case ERROR -> Diagnostic.Severity.ERROR;
          case WARNING -> Diagnostic.Severity.WARNING;
        },
        issue.file(),
        issue.line(),
        issue.column(),
        issue.lineText().replaceAll("\\p{Cntrl}", " "),
        issue.message(),
        issue.hint());
  }

  static List<Issue> errors(List<Issue> issues) {
    return issues.stream().filter(issue -> issue.severity() == Issue.Severity.ERROR).toList();
  }
}
