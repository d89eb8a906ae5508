package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Full text search over the ids, full names, other words, summaries and descriptions of one
/// release.
///
/// Order: the exact id, then names that are or begin with the query, names that hold all its words,
/// then text; rarer words weigh more. A word that occurs nowhere is taken for a typing error and
/// matched by edit distance. Immutable and thread-safe; a search costs well below a millisecond
/// once the code is warm.
final class SearchIndex {
  private static final double EXACT_ID = 1_000;
  private static final double SAME_ID_FAMILY = 400;
  private static final double WHOLE_NAME = 300;
  private static final double NAME_PREFIX = 150;

  /// For a name of exactly these words in another order; a longer name gets its share of it.
  private static final double ALL_WORDS_IN_NAME = 60;

  /// For a query that is one of the object's other words; a longer phrase gets its share of it.
  private static final double WHOLE_PHRASE = 60;

  private static final double EXACT_WORD = 1;
  private static final double STEM = 0.9;
  private static final double PREFIX = 0.7;
  private static final double ONE_TYPO = 0.5;
  private static final double TWO_TYPOS = 0.3;
  private static final int MIN_PREFIX = 2;
  private static final int MIN_LENGTH_ONE_TYPO = 4;
  private static final int MIN_LENGTH_TWO_TYPOS = 8;

  /// Words of a query that are looked at; the rest is ignored.
  private static final int MAX_WORDS = 16;

  private final ReleaseIndex index;
  private final List<AtlasObject> objects;
  private final Vocabulary vocabulary = Vocabulary.load();

  /// Of each object, the stems of each of its phrases.
  private final List<List<Set<String>>> phrases = new ArrayList<>();

  private final NavigableMap<String, Map<Integer, SearchHit.Field>> postings = new TreeMap<>();

  SearchIndex(ReleaseIndex index) {
    this.index = index;
    objects = index.objects().stream().filter(object -> !index.isHidden(object.id())).toList();
    for (int document = 0; document < objects.size(); document++) {
      phrases.add(phrases(words(objects.get(document))));
      for (SearchHit.Field field : SearchHit.Field.values()) {
        for (Words.Word word : Words.of(text(objects.get(document), field))) {
          post(word.folded(), document, field);
          post(Words.stem(word.folded()), document, field);
        }
      }
    }
  }

  List<SearchHit> search(String query, int limit) {
    List<String> words = Words.ofQuery(query, MAX_WORDS);
    Map<Integer, Candidate> candidates = new HashMap<>();
    for (String word : words) {
      matches(word)
          .forEach(
              (document, match) -> candidates.computeIfAbsent(document, Candidate::new).add(match));
    }
    scoreIds(query, candidates);
    String folded = Words.fold(query);
    Set<String> stems = words.stream().map(Words::stem).collect(Collectors.toSet());
    candidates
        .values()
        .forEach(candidate -> {
          candidate.finish(words.size(), folded);
          candidate.score += WHOLE_PHRASE * phraseShare(candidate.document, stems);
        });
    return candidates.values().stream()
        .sorted(
            Comparator.comparingDouble((Candidate c) -> -c.score)
                .thenComparing(c -> objects.get(c.document).id().value()))
        .limit(limit)
        .map(Candidate::hit)
        .toList();
  }

  private static List<Set<String>> phrases(String words) {
    return Stream.of(words.split(",", -1))
        .map(phrase ->
            Words.of(phrase).stream()
                .map(word -> Words.stem(word.folded()))
                .collect(Collectors.toSet()))
        .toList();
  }

  /// How much of the phrase that holds all of a query the query is; 0 when none does.
  private double phraseShare(int document, Set<String> stems) {
    return stems.isEmpty()
        ? 0
        : phrases.get(document).stream()
            .filter(phrase -> phrase.containsAll(stems))
            .mapToDouble(phrase -> (double) stems.size() / phrase.size())
            .max()
            .orElse(0);
  }

  private void post(String word, int document, SearchHit.Field field) {
    postings
        .computeIfAbsent(word, _ -> new HashMap<>())
        .merge(document, field, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  private void scoreIds(String query, Map<Integer, Candidate> candidates) {
    if (!(IdText.read(query) instanceof IdText.Id(AtlasId id))) {
      return;
    }
    for (int document = 0; document < objects.size(); document++) {
      String value = objects.get(document).id().value();
      if (value.equals(id.value())) {
        candidates.computeIfAbsent(document, Candidate::new).score += EXACT_ID;
      } else if (value.startsWith(id.value() + ".")) {
        candidates.computeIfAbsent(document, Candidate::new).score += SAME_ID_FAMILY;
      }
    }
  }

  /// A word of the query found in a document.
  private record Match(String indexed, SearchHit.Field field, double score) {}

  /// The best match of one word of the query in each document.
  private Map<Integer, Match> matches(String word) {
    Map<Integer, Match> best = new HashMap<>();
    collect(word, EXACT_WORD, best);
    collect(Words.stem(word), STEM, best);
    if (word.length() >= MIN_PREFIX) {
      postings
          .subMap(word, false, word + Character.MAX_VALUE, false)
          .keySet()
          .forEach(indexed -> collect(indexed, PREFIX, best));
    }
    if (best.isEmpty()) {
      collectMistyped(word, best);
    }
    return best;
  }

  private void collectMistyped(String word, Map<Integer, Match> best) {
    int allowed =
        word.length() >= MIN_LENGTH_TWO_TYPOS ? 2 : word.length() >= MIN_LENGTH_ONE_TYPO ? 1 : 0;
    if (allowed == 0) {
      return;
    }
    for (String indexed : postings.keySet()) {
      int distance = EditDistance.within(indexed, word, allowed);
      if (distance <= allowed) {
        collect(indexed, distance <= 1 ? ONE_TYPO : TWO_TYPOS, best);
      }
    }
  }

  private void collect(String indexed, double quality, Map<Integer, Match> best) {
    Map<Integer, SearchHit.Field> documents = postings.getOrDefault(indexed, Map.of());
    double rarity = Math.log(1 + (double) objects.size() / Math.max(1, documents.size()));
    documents.forEach((document, field) ->
        best.merge(
            document,
            new Match(indexed, field, quality * rarity * field.weight()),
            (a, b) -> a.score() >= b.score() ? a : b));
  }

  /// A document while its score is added up.
  private final class Candidate {
    private final int document;
    private final Set<String> indexed = new HashSet<>();
    private SearchHit.Field field = SearchHit.Field.DESCRIPTION;
    private boolean onlyNames = true;
    private int words;
    private double score;

    Candidate(int document) {
      this.document = document;
    }

    void add(Match match) {
      words++;
      score += match.score();
      indexed.add(match.indexed());
      onlyNames &= match.field().compareTo(SearchHit.Field.NAME) <= 0;
      field = match.field().compareTo(field) < 0 ? match.field() : field;
    }

    void finish(int queryWords, String foldedQuery) {
      if (queryWords > 0) {
        double share = (double) words / queryWords;
        score *= Math.max(share * share, score >= SAME_ID_FAMILY ? 1 : 0);
      }
      String full = Words.fold(objects.get(document).fullName());
      String name = Words.fold(objects.get(document).name());
      if (foldedQuery.isEmpty()) {
        return;
      }
      if (full.equals(foldedQuery) || name.equals(foldedQuery)) {
        score += WHOLE_NAME;
      } else if (full.startsWith(foldedQuery) || name.startsWith(foldedQuery)) {
        score += NAME_PREFIX;
      } else if (words == queryWords && words > 0 && onlyNames) {
        score += ALL_WORDS_IN_NAME * words / Words.of(full).size();
      }
    }

    SearchHit hit() {
      AtlasObject object = objects.get(document);
      SearchHit.Field shown = indexed.isEmpty() ? SearchHit.Field.ID : field;
      Fragment fragment = Fragment.of(text(object, shown), indexed);
      return new SearchHit(object, score, shown, fragment.text(), fragment.marks());
    }
  }

  private String text(AtlasObject object, SearchHit.Field field) {
    return switch (field) {
      case ID -> object.id().value();
      case NAME -> object.fullName();
      case WORDS -> words(object);
      case SUMMARY -> object.summary();
      case DESCRIPTION ->
          index
              .own(object.id())
              .map(mark -> own(mark) + object.description())
              .orElseGet(object::description);
    };
  }

  private String words(AtlasObject object) {
    String official =
        index
            .own(object.id())
            .flatMap(OwnMark::renamed)
            .map(renaming -> renaming.official() + ", ")
            .orElse("");
    return object instanceof Technique technique
        ? official + vocabulary.of(technique.id(), index.release().date())
        : official;
  }

  /// What organisations say of an object.
  private static String own(OwnMark mark) {
    return Stream.of(
            mark.notes().stream().map(OwnMark.Note::text),
            mark.mappings().stream().map(mapping -> mapping.to() + " " + mapping.title()))
        .flatMap(texts -> texts)
        .map(text -> text + "\n")
        .collect(Collectors.joining());
  }
}
