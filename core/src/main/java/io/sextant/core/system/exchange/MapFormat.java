package io.sextant.core.system.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A format that maps are read from.
public enum MapFormat {
  SEXTANT("Sextant system map"),
  OTM("Open Threat Model 0.1, 0.2"),
  THREAT_DRAGON("OWASP Threat Dragon 1, 2"),
  THREAGILE("Threagile YAML"),
  CYCLONEDX("CycloneDX 1.5 to 1.7"),
  CYCLONEDX_DRAFT("CycloneDX 2.0 draft"),
  TM_LIBRARY("OWASP Threat Model Library 1.0"),
  CALM("FINOS CALM 1.0 to 1.2"),
  BACKSTAGE("Backstage catalogue"),
  SPDX("SPDX 3.0 with AI and data set profiles"),
  TM7("Microsoft Threat Modeling Tool"),
  DRAWIO("diagrams.net"),
  THREAT_COMPOSER("AWS Threat Composer 1"),
  PYTM("OWASP pytm JSON"),
  THREATCL("threatcl HCL");

  private final String title;

  MapFormat(String title) {
    this.title = title;
  }

  /// For people.
  public String title() {
    return title;
  }

  /// As the command line writes it: `threat-dragon`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The format that the command line writes so.
  public static Optional<MapFormat> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
