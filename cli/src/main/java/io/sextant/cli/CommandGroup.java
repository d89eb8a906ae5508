package io.sextant.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/// A word of the command line with other words behind it.
///
/// Reading the annotations of a command takes longer than many a command runs, so of a group only
/// the command that is named is made. When none is, all are: for the help text, and to suggest what
/// may have been meant.
///
/// @param command itself, with its own options
/// @param choices what may stand behind it, in the order of the help text
public record CommandGroup(Object command, List<Choice> choices) {
  private static final Set<String> VERSION = Set.of("--version", "-V");

  /// @param command the object with the annotations, or a [CommandLine] of it
  public record Choice(String name, Supplier<?> command) {}

  public CommandGroup {
    choices = List.copyOf(choices);
  }

  public static CommandGroup of(Object command, Choice... choices) {
    return new CommandGroup(command, List.of(choices));
  }

  /// The group for a command line.
  ///
  /// @param words what stands behind the group's own name
  public CommandLine line(List<String> words) {
    List<Choice> named =
        choices.stream()
            .filter(choice -> !words.isEmpty() && choice.name.equals(words.getFirst()))
            .toList();
    boolean version = words.size() == 1 && VERSION.contains(words.getFirst());
    CommandLine line = new CommandLine(command);
    (named.isEmpty() && !version ? choices : named)
        .forEach(choice -> line.addSubcommand(choice.name, choice.command.get()));
    return line;
  }

  /// What stands behind the first of some words.
  public static List<String> behind(List<String> words) {
    return words.isEmpty() ? words : words.subList(1, words.size());
  }
}
