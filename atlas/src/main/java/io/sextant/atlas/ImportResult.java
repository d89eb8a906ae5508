package io.sextant.atlas;

import java.util.List;

/// What became of a release that a person wanted to import.
public sealed interface ImportResult {
  /// Everything there is to say about the file.
  List<Issue> issues();

  /// It is stored; `replaced` when it took the place of a file with other content.
  record Stored(ReleaseIndex index, boolean replaced, List<Issue> issues) implements ImportResult {
    public Stored {
      issues = List.copyOf(issues);
    }
  }

  /// The very same bytes were there already.
  record Unchanged(ReleaseIndex index, List<Issue> issues) implements ImportResult {
    public Unchanged {
      issues = List.copyOf(issues);
    }
  }

  /// A release of that tag with other content is there; releases are immutable unless a person says
  /// otherwise.
  record Conflict(ReleaseId id, List<Issue> issues) implements ImportResult {
    public Conflict {
      issues = List.copyOf(issues);
    }
  }

  /// The file cannot be read as a release.
  record Refused(List<Issue> issues) implements ImportResult {
    public Refused {
      issues = List.copyOf(issues);
    }
  }
}
