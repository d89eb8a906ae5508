package io.sextant.cli.atlas;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.lint.Edit;
import io.sextant.atlas.lint.Migration;
import io.sextant.atlas.lint.Migrator;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Moves the references in files to another release.
@Command(
    name = "migrate",
    description = "Rewrites retired ids and old names for a release; shows the changes first.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--to",
      paramLabel = "TAG",
      description = "The release to move to (default: the newest).")
  private Optional<String> to = Optional.empty();

  @Option(names = "--write", description = "Change the files; else the changes are only shown.")
  private boolean write;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders.")
  private List<Path> paths = List.of();

  MigrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex target = options.release(console, to);
    Migrator migrator = new Migrator(options.library(console), target);
    ObjectNode document = Json.object().put("to", target.release().id().tag());
    document.put("written", write);
    ArrayNode items = document.putArray("files");
    int edits = 0;
    int undecided = 0;
    for (Path file : TextFiles.find(paths)) {
      Optional<String> text = TextFiles.read(file);
      if (text.isEmpty()) {
        continue;
      }
      Migration migration = migrator.migrate(file.toString(), text.get());
      if (migration.edits().isEmpty() && migration.undecided().isEmpty()) {
        continue;
      }
      edits += migration.edits().size();
      undecided += migration.undecided().size();
      if (write && !migration.edits().isEmpty()) {
        save(file, text.get(), migration.after());
      }
      report(file, migration, items);
    }
    switch (format.format()) {
      case JSON -> Json.document(document, console.out());
      case JSONL -> items.forEach(item -> Json.line(item, console.out()));
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> {}
    }
    console
        .err()
        .println(
            edits
                + (write ? " changes made, " : " changes to make (give --write to make them), ")
                + undecided
                + " references for a person to decide");
    return ExitCode.DONE.number();
  }

  private void report(Path file, Migration migration, ArrayNode items) {
    ObjectNode item = items.addObject().put("file", file.toString());
    ArrayNode edits = item.putArray("edits");
    migration.edits().forEach(edit -> edits.add(node(edit)));
    ArrayNode open = item.putArray("undecided");
    migration.undecided().forEach(issue -> open.add(LintCommand.node(issue)));
    if (format.format() == OutputFormat.TABLE) {
      preview(file, migration);
    }
  }

  private void preview(Path file, Migration migration) {
    List<String> before = migration.before().lines().toList();
    List<String> after = migration.after().lines().toList();
    console.out().println("--- " + file);
    console.out().println("+++ " + file + " (" + migration.edits().size() + " changes)");
    migration.edits().stream()
        .map(Edit::line)
        .distinct()
        .forEach(line -> {
          console.out().println("@@ line " + line + " @@");
          console.out().println("-" + shown(before.get(line - 1)));
          console.out().println("+" + shown(after.get(line - 1)));
        });
    migration
        .undecided()
        .forEach(issue ->
            console
                .out()
                .println(
                    "? "
                        + issue.file()
                        + ":"
                        + issue.line()
                        + ":"
                        + issue.column()
                        + ": "
                        + shown(issue.message())));
  }

  private static String shown(String line) {
    return line.replaceAll("\\p{Cntrl}", " ");
  }

  private static ObjectNode node(Edit edit) {
    return Json.object()
        .put("line", edit.line())
        .put("column", edit.column())
        .put("before", edit.before())
        .put("after", edit.after())
        .put("why", edit.why());
  }

  /// Replaces a file in one step; one that is not UTF-8 is left alone, because it would not come
  /// back as it was.
  private void save(Path file, String before, String after) {
    try {
      if (!Arrays.equals(before.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file))) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            "cannot change " + file + ": it is not UTF-8, or changed meanwhile",
            "Save it as UTF-8.");
      }
      Path target = file.toRealPath();
      Path parent = target.toAbsolutePath().getParent();
      Path draft = Files.createTempFile(parent, ".migrate-", ".part");
      Files.writeString(draft, after);
      if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(target));
      }
      move(draft, target);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot change " + file + ": " + e.getMessage(), "");
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
