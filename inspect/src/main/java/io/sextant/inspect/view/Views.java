package io.sextant.inspect.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All readings of a text that are worth a look, within bounds of depth, number and size.
public final class Views {
  private static final int MOST_STEPS = 3;
  private static final int MOST_VIEWS = 16;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int LONGEST_DISGUISED = 1 << 16;

  private final Readability readability;
  private final Ciphers ciphers;
  private final RunTogether runTogether;

  public Views(Readability readability) {
    this.readability = readability;
    this.ciphers = new Ciphers(readability);
    this.runTogether = new RunTogether(readability.vocabulary());
  }

  /// The readings of one text.
  ///
  /// @param plain the text as a person sees it
  /// @param decoded other readings of it, and texts hidden in it
  /// @param disguises what stood between the given text and `plain`
  public record Reading(TextView plain, List<TextView> decoded, Set<String> disguises) {
    public Reading {
      decoded = List.copyOf(decoded);
      disguises = Set.copyOf(disguises);
    }
  }

  public Reading read(String text) {
    Normaliser.Plain plain = Normaliser.read(text);
    List<TextView> found = new ArrayList<>(plain.hidden());
    Set<String> seen = new HashSet<>(Set.of(plain.view().text()));
    List<TextView> layer = List.of(plain.view());
    int characters = plain.view().text().length();
    for (int step = 0; step < MOST_STEPS && !layer.isEmpty(); step++) {
      List<TextView> next = new ArrayList<>();
      for (TextView view : layer) {
        for (TextView reading : readings(view)) {
          boolean fits =
              found.size() < MOST_VIEWS && characters + reading.text().length() <= MOST_CHARACTERS;
          if (fits && seen.add(reading.text())) {
            characters += reading.text().length();
            found.add(reading);
            next.add(reading);
          }
        }
      }
      layer = next;
    }
    return new Reading(plain.view(), found, plain.disguises());
  }

  public Readability readability() {
    return readability;
  }

  private List<TextView> readings(TextView view) {
    List<TextView> readings = new ArrayList<>(Decoders.decode(view));
    if (view.text().length() <= LONGEST_DISGUISED) {
      Spellings.leet(view).ifPresent(readings::add);
      Spellings.spaced(view).ifPresent(readings::add);
      Spellings.joined(view).ifPresent(readings::add);
      runTogether.part(view).ifPresent(readings::add);
      Optional<TextView> upright = Spellings.upright(view);
      upright.ifPresent(readings::add);
      ciphers.decipher(view).ifPresent(readings::add);
    }
    return readings;
  }
}
