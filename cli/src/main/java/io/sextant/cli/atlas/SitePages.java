package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;

/// The pages of objects at MITRE's site; nothing here opens them.
final class SitePages {
  private static final String SITE = "https://atlas.mitre.org/";

  private SitePages() {}

  static String url(AtlasObject object) {
    String section =
        switch (object.kind()) {
          case TACTIC -> "tactics/";
          case TECHNIQUE, SUB_TECHNIQUE -> "techniques/";
          case MITIGATION -> "mitigations/";
          case CASE_STUDY -> "studies/";
        };
    return SITE + section + object.id().value();
  }
}
