package io.sextant.inspect.match;

import io.sextant.inspect.match.Check.Part;
import io.sextant.inspect.match.Check.Weight;
import io.sextant.inspect.match.RecogniserSet.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads characters one by one and keeps every match that has begun, so that it does not matter in
/// which pieces a text comes. One thread at a time.
///
/// Memory is bounded: a match that has not ended after [#MAX_LIVE] characters is reported as it
/// stands and goes on without being kept when its check holds, and is given up when it does not.
public final class Matcher {
  /// Characters after which a match that goes on is no longer held back.
  public static final int MAX_LIVE = 2_048;

  /// Characters before a match, and after it, in which words speak for it.
  static final int NEAR_BEFORE = 80;

  static final int NEAR_AFTER = 40;

  /// Characters after which a match that was reported while it goes on is reported again.
  private static final int GROWTH = 256;

  /// Invisible characters in a row after which they part what they stand in.
  static final int MAX_INVISIBLE = 16;

  private static final Boundary[] BOUNDARIES = Boundary.values();

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final RecogniserSet set;
  private final Lexicon lexicon;
  private final Recent recent = new Recent();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final long[] lastWord;
  private final String[] lastWordText;
  private int lexiconState;
  private boolean afterSmallLetter;
  private int invisible;
  private int before = Boundary.EDGE;
  private int beforeThat = Boundary.EDGE;
  private long characters;
  private long position;

  /// A match that has begun.
  private static final class Attempt {
    final Compiled recogniser;
    final int start;
    final long startCharacter;
    final long wordBefore;
    final String wordBeforeText;
    final long wordAgainst;
    int state;
    int pendingEnd = -1;
    long pendingCharacter;
    int latestEnd = -1;
    long latestCharacter;
    Optional<Part> part = Optional.empty();
    int end;
    long endCharacter;
    long wordAfter = Long.MAX_VALUE;
    String wordAfterText = "";
    boolean committed;
    long reported;
    int reportedAt = -1;
    long begins;

    Attempt(Compiled recogniser, int state, int start, long character, Matcher matcher) {
      this.recogniser = recogniser;
      this.state = state;
      this.start = start;
      this.startCharacter = character;
      int near = recogniser.near();
      this.wordBefore = near < 0 ? NEVER : matcher.lastWord[near];
      this.wordBeforeText = near < 0 ? "" : matcher.lastWordText[near];
      this.wordAgainst = recogniser.against() < 0 ? NEVER : matcher.lastWord[recogniser.against()];
    }

    boolean alive() {
      return state != Automaton.DEAD || pendingEnd >= 0;
    }
  }

  /// A weak match whose words may still come.
  private record Waiting(Finding finding, int topic, long until) {}

  /// A matcher at the beginning of a text.
  public Matcher(RecogniserSet set) {
    this.set = set;
    this.lexicon = set.lexicon();
    this.lastWord = new long[set.topics()];
    java.util.Arrays.fill(lastWord, NEVER);
    this.lastWordText = new String[set.topics()];
    java.util.Arrays.fill(lastWordText, "");
    this.lexiconState = lexicon.next(Lexicon.START, Folding.SEPARATOR);
  }

  /// Reads the next character, which stands from `from` to before `to`; any number that is no
  /// character is read as one of no meaning.
  public void step(int codePoint, long from, long to) {
    characters++;
    position = to;
    int symbol = Folding.symbol(codePoint);
    if (symbol == Folding.INVISIBLE) {
      if (++invisible <= MAX_INVISIBLE) {
        expire();
        return;
      }
      symbol = Symbols.OTHER;
    }
    invisible = 0;
    int index = recent.add(symbol, from, to);
    advance(index, symbol);
    begin(index, symbol);
    read(codePoint);
    expire();
    beforeThat = before;
    before = symbol;
    if (recent.full()) {
      recent.forgetBefore(oldestNeeded());
    }
  }

  /// Ends the text: decides everything that was open.
  public void end() {
    word(Folding.SEPARATOR);
    int index = recent.end();
    for (Attempt attempt : attempts) {
      if (attempt.committed) {
        grow(attempt, index);
        continue;
      }
      if (attempt.pendingEnd >= 0) {
        accept(attempt, attempt.pendingEnd, attempt.pendingCharacter);
      }
      if (attempt.state != Automaton.DEAD
          && attempt.recogniser.automaton().accepts(attempt.state)) {
        accept(attempt, index, characters);
      }
      if (attempt.part.isEmpty()) {
        acceptLatest(attempt);
      }
      close(attempt);
    }
    attempts.clear();
    waiting.clear();
  }

  /// The findings that were decided since the last call.
  public List<Finding> drain() {
    List<Finding> all = List.copyOf(findings);
    findings.clear();
    return all;
  }

  /// Everything before this position is decided: no finding that is still to come begins there, but
  /// for those that go on from one already reported.
  public long settled() {
    long settled = position;
    for (Attempt attempt : attempts) {
      settled =
          Math.min(settled, attempt.committed ? attempt.reported : recent.from(attempt.start));
    }
    for (Waiting w : waiting) {
      settled = Math.min(settled, w.finding().start());
    }
    return settled;
  }

  private void advance(int index, int symbol) {
    int kept = 0;
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (attempt.committed) {
        advanceCommitted(attempt, index, symbol);
      } else {
        advance(attempt, index, symbol);
      }
      if (attempt.alive()) {
        attempts.set(kept++, attempt);
      } else if (!attempt.committed) {
        close(attempt);
      }
    }
    attempts.subList(kept, attempts.size()).clear();
  }

  private void advance(Attempt attempt, int index, int symbol) {
    Boundary boundary = attempt.recogniser.recogniser().boundary();
    if (attempt.pendingEnd >= 0) {
      if (boundary.closes(before, symbol)) {
        accept(attempt, attempt.pendingEnd, attempt.pendingCharacter);
      }
      attempt.pendingEnd = -1;
    }
    if (attempt.state == Automaton.DEAD) {
      return;
    }
    Automaton automaton = attempt.recogniser.automaton();
    if (automaton.accepts(attempt.state)) {
      if (boundary.endsAnywhere()) {
        attempt.latestEnd = index;
        attempt.latestCharacter = characters - 1;
      } else if (boundary.asksFurther(symbol)) {
        attempt.pendingEnd = index;
        attempt.pendingCharacter = characters - 1;
      } else if (boundary.closes(symbol)) {
        accept(attempt, index, characters - 1);
      }
    }
    attempt.state = automaton.next(attempt.state, symbol);
    if (attempt.state != Automaton.DEAD && characters - attempt.startCharacter > MAX_LIVE) {
      overrun(attempt, index + 1);
    }
    if (attempt.state == Automaton.DEAD) {
      acceptLatest(attempt);
    }
  }

  private void advanceCommitted(Attempt attempt, int index, int symbol) {
    attempt.state = attempt.recogniser.automaton().next(attempt.state, symbol);
    if (attempt.state == Automaton.DEAD) {
      grow(attempt, index);
    } else if (index - attempt.reportedAt >= GROWTH) {
      grow(attempt, index + 1);
    }
  }

  /// A match goes on for too long to keep: it counts as it stands, or not at all.
  private void overrun(Attempt attempt, int end) {
    attempt.pendingEnd = -1;
    if (attempt.recogniser.automaton().accepts(attempt.state)) {
      accept(attempt, end, characters);
    }
    if (attempt.end != end || attempt.part.isEmpty()) {
      attempt.state = Automaton.DEAD;
      return;
    }
    attempt.committed = true;
    attempt.begins = recent.from(attempt.start + attempt.part.get().from());
    grow(attempt, end);
  }

  private void grow(Attempt attempt, int end) {
    if (attempt.reportedAt == end) {
      return;
    }
    attempt.reported = recent.to(end - 1);
    attempt.reportedAt = end;
    Recogniser recogniser = attempt.recogniser.recogniser();
    findings.add(
        new Finding(
            recogniser.kind(),
            attempt.begins,
            attempt.reported,
            Weight.CERTAIN.confidence(),
            recogniser.why()));
  }

  private void accept(Attempt attempt, int end, long character) {
    Check check = attempt.recogniser.recogniser().check();
    if (check.onlyAfterWords() && attempt.startCharacter - attempt.wordBefore > NEAR_BEFORE) {
      return;
    }
    Optional<Part> part = check.part(recent.text(attempt.start, end));
    if (part.isPresent()) {
      attempt.part = part;
      attempt.end = end;
      attempt.endCharacter = character;
    }
  }

  /// Where a match may end anywhere only its last end is checked: the others would be many.
  private void acceptLatest(Attempt attempt) {
    if (attempt.latestEnd >= 0) {
      accept(attempt, attempt.latestEnd, attempt.latestCharacter);
      attempt.latestEnd = -1;
    }
  }

  private void begin(int index, int symbol) {
    for (Boundary boundary : BOUNDARIES) {
      if (boundary.opens(before, beforeThat)) {
        for (Compiled recogniser : set.startingWith(boundary, symbol)) {
          int state = recogniser.automaton().next(Automaton.START, symbol);
          attempts.add(new Attempt(recogniser, state, index, characters - 1, this));
        }
      }
    }
  }

  /// Decides a match that can no longer become longer.
  private void close(Attempt attempt) {
    if (attempt.part.isEmpty()) {
      return;
    }
    Part part = attempt.part.get();
    Recogniser recogniser = attempt.recogniser.recogniser();
    Finding finding =
        new Finding(
            recogniser.kind(),
            recent.from(attempt.start + part.from()),
            recent.to(attempt.start + part.to() - 1),
            part.weight().confidence(),
            recogniser.why());
    String near = near(attempt);
    boolean counts =
        switch (part.weight()) {
          case CERTAIN -> true;
          case LIKELY -> !near.isEmpty() || !against(attempt);
          case WEAK -> !near.isEmpty();
        };
    if (counts) {
      findings.add(near.isEmpty() ? finding : supported(finding, near));
    } else if (part.weight() == Weight.WEAK && attempt.recogniser.near() >= 0) {
      waiting.add(
          new Waiting(finding, attempt.recogniser.near(), attempt.endCharacter + NEAR_AFTER));
    }
  }

  private static Finding supported(Finding f, String word) {
    return new Finding(
        f.kind(), f.start(), f.end(), 0.97, f.why() + "; '" + word.strip() + "' stands near");
  }

  private static String near(Attempt attempt) {
    if (attempt.startCharacter - attempt.wordBefore <= NEAR_BEFORE) {
      return attempt.wordBeforeText;
    }
    return attempt.wordAfter <= attempt.endCharacter + NEAR_AFTER ? attempt.wordAfterText : "";
  }

  private static boolean against(Attempt attempt) {
    return attempt.startCharacter - attempt.wordAgainst <= NEAR_BEFORE;
  }

  private void read(int codePoint) {
    if (afterSmallLetter && Character.isUpperCase(codePoint)) {
      word(Folding.SEPARATOR);
    }
    afterSmallLetter = Character.isLowerCase(codePoint);
    word(Folding.letter(codePoint));
  }

  private void word(char letter) {
    lexiconState = lexicon.next(lexiconState, letter);
    for (Lexicon.Entry entry : lexicon.found(lexiconState)) {
      lastWord[entry.topic()] = characters;
      lastWordText[entry.topic()] = entry.word();
      for (Attempt attempt : attempts) {
        if (attempt.recogniser.near() == entry.topic() && attempt.wordAfter == Long.MAX_VALUE) {
          attempt.wordAfter = characters;
          attempt.wordAfterText = entry.word();
        }
      }
      waiting.removeIf(w -> arrived(w, entry));
    }
  }

  private boolean arrived(Waiting w, Lexicon.Entry entry) {
    boolean here = w.topic() == entry.topic() && characters <= w.until();
    if (here) {
      findings.add(supported(w.finding(), entry.word()));
    }
    return here;
  }

  private void expire() {
    if (!waiting.isEmpty()) {
      waiting.removeIf(w -> w.until() <= characters);
    }
  }

  private int oldestNeeded() {
    int oldest = recent.end() - 1;
    for (Attempt attempt : attempts) {
      oldest = Math.min(oldest, attempt.committed ? attempt.reportedAt - 1 : attempt.start);
    }
    return oldest;
  }
}
