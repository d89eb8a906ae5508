package io.sextant.inspect.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a text in another language word by word as English, for models that know English only.
///
/// The word lists hold lines `gloss: form form …`, written as in the [Lexicon]: a form stands for
/// every word that begins with it, `=form` for that word only, `two_words` for words in a row. The
/// gloss `-` is of particles that English has not; they are left out.
///
/// Any number of threads may share one; a word costs some ten microseconds.
public final class Glossary {
  /// The lists that ship, by IETF language tag (BCP 47).
  private static final List<String> LANGUAGES =
      List.of(
          "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he",
          "hi-latn", "hi", "hu", "id", "it", "ja", "jv", "ka", "kn", "ko", "lt", "lv", "ml", "nl",
          "pl", "pt", "ro", "ru", "sl", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur",
          "vi", "zh");

  /// A text of which less is known is not read: what remains would say little.
  private static final double ENOUGH = 0.3;

  /// Words from the beginning that tell the language.
  private static final int TELLING = 100;

  /// Letters of a word that may stand before what is known of it, where words are joined.
  private static final int JOINED = 3;

  /// The gloss of what is left out.
  private static final String NOTHING = "-";

  /// Characters of Latin letters come before; what is unknown in them may be English, or a name.
  private static final char FIRST_NOT_LATIN = 0x250;

  private final List<Language> languages;

  /// @param name in English
  record Language(String name, WordList words) {}

  /// A text read as English.
  ///
  /// @param language its name in English
  /// @param known the share of its letters that are in known words
  public record Gloss(String language, double known, String text) {}

  private static final class Shipped {
    private static final Glossary GLOSSARY =
        new Glossary(LANGUAGES.stream().map(Glossary::language).toList());
  }

  private static Language language(String tag) {
    String name = Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
    try (InputStream in = Glossary.class.getResourceAsStream("glossary/" + tag + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("the word list of " + name + " is missing from the jar");
      }
      return new Language(name, WordList.parse(new String(in.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Glossary(List<Language> languages) {
    this.languages = List.copyOf(languages);
  }

  /// The word lists that ship, read when they are first asked for, which takes half a second.
  public static Glossary builtIn() {
    return Shipped.GLOSSARY;
  }

  /// A text as English, read in the language in which most of it is known; nothing if little of it
  /// is known in any.
  public Optional<Gloss> read(String text) {
    TokenText tokens = new TokenText(text);
    int telling = Math.min(TELLING, tokens.size);
    return languages.stream()
        .map(it -> new Walk(tokens, it).to(telling))
        .filter(it -> it.known() >= ENOUGH)
        .max(Comparator.comparingDouble(Walk::known))
        .map(it -> new Walk(tokens, it.language).to(tokens.size).gloss());
  }

  /// Goes through a text with the words of one language.
  private static final class Walk {
    private final TokenText tokens;
    private final Language language;
    private final StringBuilder english = new StringBuilder();
    private int all;
    private int unknown;

    Walk(TokenText tokens, Language language) {
      this.tokens = tokens;
      this.language = language;
    }

    Walk to(int most) {
      int covered = 0;
      for (int token = 0; token < most; token++) {
        int start = tokens.start[token];
        if (start >= covered && tokens.isWord(token)) {
          covered = word(start, tokens.end[token]);
          all += covered - start;
        } else if (start >= covered) {
          english.append(tokens.source, start, tokens.end[token]);
        }
      }
      return this;
    }

    /// Reads a word, and what comes after an apostrophe in it as another one; gives the end of what
    /// was read.
    private int word(int first, int end) {
      int start = first;
      while (true) {
        int from = start;
        Optional<WordList.Hit> hit = find(from, end);
        int stop = from + hit.map(WordList.Hit::length).orElse(0);
        int cut = apostrophe(stop, end);
        hit.ifPresentOrElse(it -> add(it.gloss()), () -> leave(from, cut));
        if (hit.isPresent() && TokenText.standsAlone(tokens.folded.charAt(from))) {
          return stop;
        }
        if (cut >= end - 1) {
          return Math.max(stop, end);
        }
        start = cut + 1;
      }
    }

    private int apostrophe(int from, int end) {
      for (int i = from; i < end; i++) {
        char c = tokens.folded.charAt(i);
        if (c == '\'' || c == '\u2019') {
          return i;
        }
      }
      return end;
    }

    /// The share of letters in known words.
    double known() {
      return all == 0 ? 0 : 1 - (double) unknown / all;
    }

    Gloss gloss() {
      return new Gloss(language.name, known(), english.toString());
    }

    private Optional<WordList.Hit> find(int start, int end) {
      Optional<WordList.Hit> hit = language.words.at(tokens.folded, start);
      boolean joined = TokenText.joinsPrefixes(tokens.folded.charAt(start));
      for (int at = start + 1;
          hit.isEmpty() && joined && at <= start + JOINED && at < end - 1;
          at++) {
        hit = language.words.at(tokens.folded, at);
      }
      return hit;
    }

    private void add(String gloss) {
      if (!gloss.equals(NOTHING)) {
        separate().append(gloss);
      }
    }

    private void leave(int start, int end) {
      unknown += end - start;
      if (tokens.folded.charAt(start) < FIRST_NOT_LATIN) {
        separate().append(tokens.source, start, end);
      }
    }

    private StringBuilder separate() {
      return english.isEmpty() ? english : english.append(' ');
    }
  }
}
