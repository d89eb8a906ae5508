package io.sextant.inspect.train;

import io.sextant.inspect.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes training texts for data channels: attacks planted into clean documents, and attacks as a
/// document or a field of their own.
///
/// An attack keeps its source whatever carries it, so that no model judges a source that it has
/// seen under another cover.
final class Planting {
  private static final int LONGEST_PLANTED = 400;
  private static final List<String> FORMS =
      List.of(
          "%s",
          "%s",
          "%s",
          "<!-- %s -->",
          "[//]: # (%s)",
          "\"%s\"",
          "- %s",
          "> %s",
          "/* %s */",
          "<span style=\"display:none\">%s</span>",
          "P.S. %s",
          "IMPORTANT: %s");

  private final JsonMapper json = new JsonMapper();
  private final List<Sample> samples;
  private final long seed;
  private final List<Sample> made = new ArrayList<>();

  private Planting(List<Sample> samples, long seed) {
    this.samples = samples;
    this.seed = seed;
  }

  static List<Sample> of(List<Sample> samples, long seed) {
    Planting planting = new Planting(samples.stream().filter(it -> !it.unseen()).toList(), seed);
    planting.plant();
    planting.stripped();
    return planting.made;
  }

  private void plant() {
    List<Sample> attacks =
        samples.stream().filter(it -> it.attack() && isOrder(it, LONGEST_PLANTED)).toList();
    for (Sample clean : samples) {
      if (clean.channel().isData() && !clean.attack()) {
        Random random = Chance.of(seed, "planted", clean.source(), clean.id());
        if (random.nextInt(10) < 7) {
          Sample attack = Chance.among(attacks, Planting::name, seed, clean.source(), clean.id());
          add("planted:" + attack.source(), carried(clean, attack.text(), random), clean);
        }
      }
    }
  }

  private static String name(Sample it) {
    return it.source() + "/" + it.id();
  }

  private static boolean isOrder(Sample it, int longest) {
    return !it.tags().contains("obf")
        && !it.tags().contains("noisy_label")
        && !it.label().equals("jailbreak")
        && !it.label().equals("sensitive")
        && it.text().length() <= longest;
  }

  /// Attacks of people that come as data and with nothing around them. What is harmless from a
  /// person is not told apart here: as data, it may be an order to the model or a note to somebody.
  private void stripped() {
    for (Sample it : samples) {
      boolean brief = it.text().length() <= LONGEST_PLANTED;
      boolean clear = !it.tags().contains("noisy_label") && !it.label().equals("sensitive");
      Random random = Chance.of(seed, "bare", it.source(), it.id());
      if (!it.channel().isData() && it.attack() && brief && clear && random.nextInt(10) < 4) {
        Channel channel = random.nextBoolean() ? Channel.DOCUMENT : Channel.TOOL;
        String text = channel == Channel.TOOL ? field(it.text(), random) : it.text();
        Set<String> tags = it.tags();
        made.add(
            new Sample("bare-" + it.id(), text, it.label(), channel, "bare:" + it.source(), tags));
      }
    }
  }

  private void add(String source, String text, Sample clean) {
    String id = source.substring(0, source.indexOf(':')) + "-" + clean.id();
    Set<String> tags = Set.of("carried", Sample.CARRIER + clean.origin());
    made.add(new Sample(id, text, "injection", clean.channel(), source, tags));
  }

  private String carried(Sample clean, String order, Random random) {
    String formed = FORMS.get(random.nextInt(FORMS.size())).replace("%s", order);
    String text = within(clean.text(), formed, random);
    int cover = random.nextInt(10);
    if (clean.channel() == Channel.TOOL) {
      return cover < 6 ? field(text, random) : text;
    }
    return cover < 2 ? mail(text, random) : text;
  }

  /// The order at a random end of a line or of a sentence.
  private static String within(String text, String order, Random random) {
    int wanted = random.nextInt(text.length() + 1);
    int line = text.indexOf('\n', wanted);
    int stop = text.indexOf(". ", wanted);
    if (line >= 0 && (stop < 0 || random.nextBoolean())) {
      return text.substring(0, line + 1) + order + text.substring(line);
    }
    return stop >= 0
        ? text.substring(0, stop + 2) + order + " " + text.substring(stop + 2)
        : text + "\n" + order;
  }

  /// The text as one of the fields of a tool's answer.
  private String field(String text, Random random) {
    List<String> names = List.of("body", "content", "message", "description", "note", "snippet");
    ObjectNode node = json.createObjectNode();
    node.put("id", random.nextInt(100_000));
    if (random.nextBoolean()) {
      node.put("status", random.nextBoolean() ? "ok" : "open");
      node.put("updated", "2026-0" + (1 + random.nextInt(9)) + "-11T08:30:00Z");
    }
    node.put(names.get(random.nextInt(names.size())), text);
    if (random.nextBoolean()) {
      node.put("total", 1 + random.nextInt(50));
    }
    return random.nextBoolean() ? node.toString() : node.toPrettyString();
  }

  private static String mail(String text, Random random) {
    List<String> subjects = List.of("Notes", "For your files", "Re: question", "Weekly update");
    return "From: Kim Larsen <kim@corp.example>\nTo: team@corp.example\nSubject: "
        + subjects.get(random.nextInt(subjects.size()))
        + "\n\n"
        + text
        + "\n\nBest regards\nKim";
  }
}
