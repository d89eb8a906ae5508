package io.sextant.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs the short commands once, with `bulk` those on rules and events, with `import` that of a
/// release, for the launcher to record what they load: the JDK's cache serves the classes of one
/// recorded process. One command alone would leave the others slow; what others load slows an
/// import, which has half a second.
public final class Rehearsal {
  private static final String RELEASE = "ATLAS-2020.01.yaml";
  private static final String OLD_RELEASE = "ATLAS-4.9.9.yaml";

  private static final String RULE =
      """
      title: Rehearsal
      logsource: {category: process_creation, product: windows}
      detection:
        selection:
          Image|endswith: ['\\a.exe', '\\b.exe']
          CommandLine|re: 'a+b'
        filter: {User|contains: 'c', EventID: 1}
        condition: selection and not 1 of filter*
      """;

  private static final String EVENT =
      "{\"Channel\": \"Microsoft-Windows-Sysmon/Operational\", \"EventID\": 1,"
          + " \"Image\": \"C:\\\\a.exe\", \"CommandLine\": \"aab\", \"User\": \"d\"}\n";

  private Rehearsal() {}

  /// @param arguments an empty folder to work in, then which commands
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    switch (arguments.length > 1 ? arguments[1] : "cli") {
      case "bulk" -> search(folder);
      case "import" -> {
        importRelease(folder, OLD_RELEASE);
        importRelease(folder, RELEASE);
      }
      default -> shortly(folder);
    }
  }

  private static void search(Path folder) throws IOException {
    String rule = Files.writeString(folder.resolve("rule.yml"), RULE).toString();
    String events = Files.writeString(folder.resolve("events.jsonl"), EVENT).toString();
    run("sigma", "match", "--rules", rule, "--pipeline", "windows", "--format", "jsonl", events);
    run("sigma", "match", "--rules", rule, "--pipeline", "windows", events);
    run("sigma", "check", rule);
    run("sigma", "explain", "--event", events, rule);
    run("sigma", "translate", "--target", "splunk", "--pipeline", "windows", rule);
    run("detect", events);
  }

  private static void run(String... command) {
    SextantCommand.run(console(), command);
  }

  /// @return the data folder that it is in
  private static String importRelease(Path folder, String name) throws IOException {
    Path release = folder.resolve(name);
    try (InputStream in = Rehearsal.class.getResourceAsStream("rehearsal/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      Files.copy(in, release);
    }
    // A folder of its own for each, as most imports are the first.
    String data = folder.resolve(name + ".data").toString();
    run("atlas", "import", release.toString(), "--make-current", "--data", data);
    return data;
  }

  private static void shortly(Path folder) throws IOException {
    String data = importRelease(folder, RELEASE);
    Path notes =
        Files.writeString(folder.resolve("notes.md"), "AML.T0051: LLM Prompt Injection, T0045\n");
    for (List<String> command :
        List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("atlas", "--help"),
            List.of("atlas", "show", "AML.T0051"),
            List.of("atlas", "search", "promt injection"),
            List.of("atlas", "list"),
            List.of("atlas", "suggest", "words in a page were taken for orders"),
            List.of("atlas", "show", "AML.CS0000", "--data", data),
            List.of("atlas", "show", "AML.T0051", "--format", "json", "--data", data),
            List.of("atlas", "releases", "--data", data),
            List.of("atlas", "diff", "5.6.1", "2026.05", "--data", data),
            List.of("atlas", "lint", notes.toString()))) {
      run(command.toArray(String[]::new));
    }
  }

  private static Console console() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new Console(
        new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Map.of(), false, false);
  }
}
