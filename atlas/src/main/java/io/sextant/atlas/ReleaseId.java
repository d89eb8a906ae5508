package io.sextant.atlas;

/// The tag of one published edition of ATLAS (`5.6.1`, `2026.05`).
///
/// The tag, never the `version` field inside the file, names a release: the files of tags 4.0.1,
/// 4.5.2 and 5.6.1 carry their predecessor's version.
public record ReleaseId(String tag) {
  public ReleaseId {
    if (tag.isBlank()) {
      throw new IllegalArgumentException("a release tag must not be blank");
    }
  }

  @Override
  public String toString() {
    return tag;
  }
}
