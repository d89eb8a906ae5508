package io.sextant.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sextant.ledger.SampleLedger;
import io.sextant.ledger.log.EntryBundle;
import io.sextant.ledger.log.LedgerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Go's `sumdb/note` and `sumdb/tlog`, written by others for another log, agree with us about
/// honest logs and about tampered ones.
class GoVerifierIT {
  private static final int ENTRIES = 1_000;

  @TempDir static Path tools;
  private static Path verifier;

  @TempDir Path path;
  private LedgerFolder log;

  @BeforeAll
  static void build() throws Exception {
    Optional<Path> go =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "go"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(go.isPresent(), "Go is not installed: apt-get install golang-go");
    Path root = Path.of(run(tools, go.get().toString(), "env", "GOROOT").text().strip());
    Optional<Path> packages =
        Stream.of(
                Path.of("/usr/share/gocode/src/golang.org/x/mod"),
                root.resolve("src/cmd/vendor/golang.org/x/mod"))
            .filter(folder -> Files.isDirectory(folder.resolve("sumdb/tlog")))
            .findFirst();
    assumeTrue(
        packages.isPresent(),
        "Go's sumdb packages are not installed: apt-get install golang-golang-x-mod-dev");
    Path source = tools.resolve("src/golang.org/x/mod/sumdb");
    Files.createDirectories(source);
    for (String name : List.of("note", "tlog")) {
      Files.createSymbolicLink(source.resolve(name), packages.get().resolve("sumdb/" + name));
    }
    if (Files.isDirectory(packages.get().resolve("internal"))) {
      Files.createSymbolicLink(
          tools.resolve("src/golang.org/x/mod/internal"), packages.get().resolve("internal"));
    }
    Path program = Files.createDirectories(tools.resolve("src/verify")).resolve("verify.go");
    try (InputStream in = GoVerifierIT.class.getResourceAsStream("/go/verify.go")) {
      Files.copy(in, program);
    }
    verifier = tools.resolve("verify");
    Ran built =
        run(tools, go.get().toString(), "build", "-o", verifier.toString(), program.toString());
    assertThat(built.exit()).as(built.text()).isZero();
  }

  @BeforeEach
  void create() {
    log = SampleLedger.create(path.resolve("log"), ENTRIES);
  }

  @Test
  void honestLogsAreVerified() throws Exception {
    Path seen = Files.copy(file("checkpoint"), path.resolve("seen"));
    assertThat(verify(log).text()).isEqualTo("verified 1000\n");
    SampleLedger.grow(log, 70_000, "more");
    Ran ran = verify(log, seen.toString());
    assertThat(ran.text()).isEqualTo("verified 71000\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void editedEntriesAreFound() throws Exception {
    change("tile/entries/001", 5, "TAMPERED".getBytes(UTF_8));
    Ran ran = verify(log);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.text()).startsWith("entry 261:");
  }

  @Test
  void exchangedEntriesAreFound() throws Exception {
    byte[] bytes = Files.readAllBytes(file("tile/entries/000"));
    byte[] other = EntryBundle.parse(bytes, 256).entry(12);
    change("tile/entries/000", 10, other);
    assertThat(verify(log).text()).startsWith("entry 10:");
  }

  @Test
  void truncationIsFound() throws Exception {
    Files.delete(file("tile/entries/003.p/232"));
    assertThat(verify(log).text()).startsWith("entry 768:");
  }

  @Test
  void replayedCheckpointsAndForksAreFoundByWhatWasSeen() throws Exception {
    LedgerFolder fork = SampleLedger.copy(log, path.resolve("fork"));
    Path old = Files.copy(file("checkpoint"), path.resolve("old"));
    SampleLedger.grow(log, 100, "truth");
    SampleLedger.grow(fork, 200, "other");
    Path seen = Files.copy(file("checkpoint"), path.resolve("seen"));
    Ran forked = verify(fork, seen.toString());
    assertThat(forked.exit()).isEqualTo(1);
    assertThat(forked.text()).startsWith("consistency:");
    Files.copy(old, file("checkpoint"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify(log, seen.toString()).exit()).isEqualTo(1);
  }

  private Path file(String name) {
    return log.publicFiles().resolve(name);
  }

  private void change(String bundle, int place, byte[] content) throws IOException {
    byte[] bytes = Files.readAllBytes(file(bundle));
    int at = EntryBundle.parse(bytes, 256).offset(place);
    System.arraycopy(content, 0, bytes, at, content.length);
    Files.write(file(bundle), bytes);
  }

  private static Ran verify(LedgerFolder folder, String... seen) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(verifier.toString());
    command.add(folder.publicFiles().toString());
    command.add(LedgerFolder.publicKeys(folder.tiles()).getFirst().toString());
    command.addAll(List.of(seen));
    return run(folder.path(), command.toArray(String[]::new));
  }

  private record Ran(int exit, String text) {}

  private static Ran run(Path folder, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", tools.toString());
    builder.environment().put("GOFLAGS", "");
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), text);
  }
}
