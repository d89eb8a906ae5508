package io.sextant.gateway.ingest;

import io.sextant.gateway.content.Content;
import io.sextant.gateway.ingest.Examined.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What was seen in a record or document, in words for who has to judge it. Nothing of what was
/// found stands in them.
final class Notes {
  private static final int MOST = 20;
  private static final int LONGEST = 300;

  private Notes() {}

  static List<String> of(IngestFacts.About about, Judged judged) {
    Examined examined = judged.examined();
    Provenance from = examined.provenance();
    List<String> notes = new ArrayList<>();
    List<String> missing = from.missing(about.set().require());
    if (!missing.isEmpty()) {
      notes.add("provenance: " + String.join(", ", missing) + " not said");
    }
    if (!about.set().takesSource(from.source())) {
      notes.add("source '" + from.source() + "' is not one that " + about.set().id() + " takes");
    }
    if (!about.set().takesLicence(from.licence())) {
      notes.add("licence '" + from.licence() + "' is not one that " + about.set().id() + " takes");
    }
    if (examined.digestState().equals("differs")) {
      notes.add("the content's SHA-256 is not the one stated");
    }
    notes.addAll(examined.departures());
    switch (judged.meeting()) {
      case NEW -> {}
      case DUPLICATE -> notes.add("the same content was taken in before");
      case CONFLICT ->
          notes.add(
              "the same content was taken in before with another label than '"
                  + examined.label()
                  + "'");
    }
    if (examined.hidden() > 0) {
      notes.add(examined.hidden() + " characters that a reader does not see");
    }
    content(judged.content(), notes);
    return notes.stream()
        .limit(MOST)
        .map(it -> it.length() > LONGEST ? it.substring(0, LONGEST) + "…" : it)
        .toList();
  }

  private static void content(Content content, List<String> notes) {
    content
        .worst()
        .filter(it -> it.verdict().flagged())
        .ifPresent(it ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%s reads like an attack: %s, score %.2f",
                    it.part().place(),
                    it.verdict().kind().map(kind -> kind.label()).orElse(""),
                    it.verdict().score())));
    TreeSet<String> found = new TreeSet<>();
    content.matters().forEach(it -> found.add(it.finding().kind() + " in " + it.part().place()));
    notes.addAll(found);
  }
}
