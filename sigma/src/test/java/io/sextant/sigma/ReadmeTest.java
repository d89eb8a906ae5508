package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of the README runs as it stands.
class ReadmeTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final long SECONDS = 60;

  @TempDir Path folder;

  @Test
  void theExampleMatches() throws IOException, InterruptedException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(example.find()).isTrue();
    Files.writeString(folder.resolve("Example.java"), example.group(1));
    Files.writeString(
        folder.resolve("rule.yml"),
        """
        title: Who am I
        id: whoami
        logsource: {category: process_creation, product: windows}
        detection:
          selection: {CommandLine|contains: whoami}
          condition: selection
        """);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath,
                    "Example.java"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output)).contains("rule=whoami").contains("value=whoami /all");
    assertThat(process.exitValue()).isZero();
  }
}
