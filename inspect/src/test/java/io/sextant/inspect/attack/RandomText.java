package io.sextant.inspect.attack;

import java.util.List;
import java.util.Random;

/// Harmless text that is never the same twice.
record RandomText(Random random) {
  String sentence() {
    List<String> who =
        List.of("The river", "Her brother", "A grey heron", "The old mill", "Nobody");
    List<String> did = List.of("crossed", "remembered", "had seen", "waited for", "passed");
    List<String> what = List.of("the orchard", "a late train", "two winters", "the harbour lights");
    List<String> when =
        List.of("in April", "before the rain", "at noon", "for years", "that evening");
    return pick(who) + " " + pick(did) + " " + pick(what) + " " + pick(when) + ". ";
  }

  String line() {
    List<String> names = List.of("total", "price", "row", "index", "buffer", "limit", "offset");
    return "    int " + pick(names) + " = " + pick(names) + ".get(" + pick(names) + ") + 1;\n";
  }

  String row() {
    List<String> goods = List.of("apples", "pears", "nails", "paint", "rope", "chairs");
    List<String> towns = List.of("Oslo", "Lyon", "Graz", "Turin", "Ghent", "Porto");
    return pick(goods) + ", " + random.nextInt(500) + ", " + pick(towns) + ", paid\n";
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
