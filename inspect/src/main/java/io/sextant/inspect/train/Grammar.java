package io.sextant.inspect.train;

import io.sextant.inspect.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Training texts that a grammar of our own makes: `train/grammar.txt` says how it is written.
final class Grammar {
  private static final Pattern WORD = Pattern.compile("\\{([a-z]+)}");
  private static final Pattern BLANKS = Pattern.compile(" {2,}");
  private static final int DEEPEST = 6;
  private static final int TRIES = 20;

  private final Map<String, List<String>> words = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private final long seed;

  /// Texts of one label in one channel, and the forms they are made of.
  private record Group(
      String name, String label, Channel channel, int number, List<String> forms) {}

  private Grammar(long seed) {
    this.seed = seed;
  }

  static List<Sample> read(Path file, long seed) throws IOException {
    Grammar grammar = new Grammar(seed);
    Authored.lines(file).forEach(grammar::take);
    List<Sample> samples = new ArrayList<>();
    grammar.groups.forEach(group -> grammar.make(group, samples));
    return samples;
  }

  private void take(String line) {
    int equals = line.indexOf(" = ");
    if (line.startsWith("@ ")) {
      String[] parts = line.split(" ");
      Channel channel = Channel.of(parts[3]).orElseThrow();
      int number = Integer.parseInt(parts[4]);
      groups.add(new Group(parts[1], parts[2], channel, number, new ArrayList<>()));
    } else if (equals > 0 && WORD.matcher("{" + line.substring(0, equals) + "}").matches()) {
      List<String> choices =
          words.computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>());
      for (String choice : line.substring(equals + 3).split(" \\| ")) {
        choices.add(choice.equals("\"\"") ? "" : choice.replace("\\|", "|"));
      }
    } else {
      groups.getLast().forms.add(line);
    }
  }

  private void make(Group group, List<Sample> samples) {
    Set<String> texts = new LinkedHashSet<>();
    int tries = group.number * TRIES;
    for (int number = 0; number < tries && texts.size() < group.number; number++) {
      Random random = Chance.of(seed, source(group), group.label, group.channel, number);
      String form = group.forms.get(random.nextInt(group.forms.size()));
      String text = filled(form, DEEPEST, random).replace("\\n", "\n");
      texts.add(BLANKS.matcher(text).replaceAll(" ").strip());
    }
    boolean lesson = group.label.equals(Sample.LESSON);
    String label = lesson ? "benign" : group.label;
    Set<String> tags =
        lesson
            ? Set.of(Sample.LESSON)
            : label.equals("benign") ? Set.of("hard_negative") : Set.of();
    int made = 0;
    for (String text : texts) {
      String id = "grammar-" + group.name + "-" + group.channel.label() + "-" + made++;
      samples.add(new Sample(id, text, label, group.channel, source(group), tags));
    }
  }

  /// Answers are a family of their own: nothing else of ours is one.
  private static String source(Group group) {
    return (group.channel == Channel.OUTPUT ? "answers/" : "authored/") + group.name;
  }

  private String filled(String form, int deepest, Random random) {
    Matcher matcher = WORD.matcher(form);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      List<String> choices = words.get(matcher.group(1));
      if (choices == null || deepest == 0) {
        throw new IllegalStateException("no word " + matcher.group() + ", or one in itself");
      }
      String choice = filled(choices.get(random.nextInt(choices.size())), deepest - 1, random);
      matcher.appendReplacement(text, Matcher.quoteReplacement(choice));
    }
    return matcher.appendTail(text).toString();
  }
}
