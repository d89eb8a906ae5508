package io.sextant.atlas;

import java.util.List;

/// The answer to something a person typed where an ATLAS object was expected. Every kind of answer
/// explains itself in one sentence.
public sealed interface Lookup
    permits Lookup.Found,
        Lookup.Successor,
        Lookup.Newer,
        Lookup.Ambiguous,
        Lookup.Unknown,
        Lookup.Malformed {
  /// What was typed.
  String typed();

  /// One sentence for a person.
  String explanation();

  /// Objects that may be meant, best first; never more than a handful.
  List<AtlasObject> candidates();

  /// The object. `explanation` tells how the text was read when it was not the exact id, and is
  /// empty when it was.
  record Found(String typed, AtlasObject object, String explanation) implements Lookup {
    @Override
    public List<AtlasObject> candidates() {
      return List.of(object);
    }
  }

  /// A retired id. `candidates` holds its successor when the release at hand has it.
  record Successor(
      String typed,
      AtlasId retired,
      AtlasId successor,
      ReleaseId since,
      String explanation,
      List<AtlasObject> candidates)
      implements Lookup {
    public Successor {
      candidates = List.copyOf(candidates);
    }
  }

  /// An id that a later release introduced; `firstKnown` is the oldest release known to have it.
  /// `candidates` holds its predecessor or parent when the release at hand has one.
  record Newer(
      String typed,
      AtlasId id,
      ReleaseId firstKnown,
      String explanation,
      List<AtlasObject> candidates)
      implements Lookup {
    public Newer {
      candidates = List.copyOf(candidates);
    }
  }

  /// A name that several objects bear.
  record Ambiguous(String typed, String explanation, List<AtlasObject> candidates)
      implements Lookup {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /// A well-formed id, or a name, that the release does not have.
  record Unknown(String typed, String explanation, List<AtlasObject> candidates) implements Lookup {
    public Unknown {
      candidates = List.copyOf(candidates);
    }
  }

  /// Meant as an id, but not of its form.
  record Malformed(String typed, String explanation, List<AtlasObject> candidates)
      implements Lookup {
    public Malformed {
      candidates = List.copyOf(candidates);
    }
  }
}
