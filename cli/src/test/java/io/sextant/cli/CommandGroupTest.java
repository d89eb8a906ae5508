package io.sextant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class CommandGroupTest {
  private final List<String> made = new ArrayList<>();
  private final CommandGroup group =
      CommandGroup.of(new Root(), choice("first"), choice("second"), choice("third"));

  @Command(name = "root")
  private static final class Root {}

  @Command
  private static final class Leaf {}

  private CommandGroup.Choice choice(String name) {
    return new CommandGroup.Choice(
        name,
        () -> {
          made.add(name);
          return new Leaf();
        });
  }

  @Test
  void makesTheNamedCommandAlone() {
    assertThat(group.line(List.of("second", "third")).getSubcommands()).containsOnlyKeys("second");
    assertThat(made).containsExactly("second");
  }

  @Test
  void makesAllWhenNoneIsNamed() {
    for (List<String> words : List.of(List.<String>of(), List.of("--help"), List.of("secnd"))) {
      made.clear();
      group.line(words);
      assertThat(made).containsExactly("first", "second", "third");
    }
  }

  @Test
  void everyCommandIsCalledWhatItCallsItself() {
    CapturedConsole console = new CapturedConsole();
    agree(SextantCommand.line(console.console(), List.of()));
  }

  private static void agree(CommandLine line) {
    for (Map.Entry<String, CommandLine> entry : line.getSubcommands().entrySet()) {
      Command annotation = entry.getValue().getCommand().getClass().getAnnotation(Command.class);
      assertThat(annotation.name()).isIn(entry.getKey(), "<main class>");
      agree(entry.getValue());
    }
  }

  @Test
  void aTextThatBeginsWithAnAtSignIsThatText() {
    CapturedConsole console = new CapturedConsole();
    assertThat(console.run("inspect", "--text", "@/etc/hostname")).isZero();
    assertThat(console.out()).isNotEmpty();
  }
}
