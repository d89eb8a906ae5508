package io.sextant.testing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import io.sextant.cli.Console;
import io.sextant.cli.SextantCommand;
import io.sextant.core.detection.RuleFile;
import io.sextant.core.detection.RulePack;
import io.sextant.gateway.content.EventInspection;
import io.sextant.sigma.RuleHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the bundled rules promise: valid ids in every bundled release, examples that pass, papers
/// that are complete.
class RulePackTest {
  private static final int RULES_AT_LEAST = 40;
  private static final int TECHNIQUES_AT_LEAST = 25;

  private static final Path RULES = rulesFolder();

  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void everyTagIsValidInTheRelease(String tag) {
    RulePack pack = pack(tag);
    assertThat(pack.issues()).isEmpty();
    Set<TechniqueId> techniques =
        pack.headers().stream()
            .flatMap(header -> pack.mapping(header.id()).techniques().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(techniques).hasSizeGreaterThanOrEqualTo(TECHNIQUES_AT_LEAST);
    assertThat(pack.headers()).hasSizeGreaterThanOrEqualTo(RULES_AT_LEAST);
  }

  @Test
  void everyRuleIsCompleteAndNamesATechnique() {
    RulePack pack = pack("2026.05");
    assertThat(pack.headers())
        .allSatisfy(header -> {
          assertThat(header.id().value())
              .as(header.file())
              .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
          assertThat(header.title()).isNotBlank();
          assertThat(header.description()).isNotBlank();
          assertThat(header.author()).isNotBlank();
          assertThat(header.date()).isNotBlank();
          assertThat(header.references()).isNotEmpty();
          assertThat(header.falsePositives()).isNotEmpty();
          assertThat(pack.mapping(header.id()).techniques()).isNotEmpty();
        });
    assertThat(pack.headers()).extracting(RuleHeader::id).doesNotHaveDuplicates();
    assertThat(pack.headers()).extracting(RuleHeader::title).doesNotHaveDuplicates();
  }

  @Test
  void everyFileStatesTheTelemetryItNeedsAndHasExamples() {
    for (Path file : files()) {
      assertThat(text(file)).as(file.toString()).contains("\ntelemetry:\n");
      Path tests =
          file.resolveSibling(file.getFileName().toString().replace(".yml", RuleFile.TESTS));
      assertThat(tests).exists();
      String[] halves = text(tests).split("(?m)^no-match:\n", 2);
      assertThat(halves[0].lines().filter(line -> line.startsWith("  - name:")))
          .as(tests.toString())
          .hasSizeGreaterThanOrEqualTo(2);
      assertThat(halves[1].lines().filter(line -> line.startsWith("  - name:")))
          .as(tests.toString())
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void everyExamplePasses() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            false);
    int exitCode = SextantCommand.run(console, "sigma", "test", RULES.toString());
    assertThat(exitCode)
        .as(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
        .isZero();
  }

  @Test
  void theTableListsEveryRule() {
    String table = text(RULES.resolve("README.md"));
    RulePack pack = pack("2026.05");
    assertThat(pack.headers())
        .allSatisfy(header -> {
          String techniques =
              pack.mapping(header.id()).techniques().stream()
                  .map(TechniqueId::value)
                  .collect(Collectors.joining(", "));
          assertThat(table).contains("[" + header.title() + "]").contains("| " + techniques + " |");
        });
    assertThat(table.lines().filter(line -> line.contains(".yml) |"))).hasSameSizeAs(files());
  }

  private static RulePack pack(String tag) {
    return RulePack.of(
        files().stream()
            .map(file -> new RuleFile(RULES.relativize(file).toString(), text(file)))
            .toList(),
        AtlasLibrary.builtIn().release(new ReleaseId(tag)).orElseThrow(),
        Optional.of(EventInspection.builtIn()));
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(RULES)) {
      return files.filter(file -> RuleFile.isRule(file.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path rulesFolder() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("rules/prompt"))) {
        return folder.resolve("rules");
      }
    }
    throw new IllegalStateException(
        "the folder 'rules' is not above " + Path.of("").toAbsolutePath());
  }
}
