package io.sextant.server;

import io.sextant.server.operation.RetentionConfig;
import io.sextant.server.telemetry.IngestConfig;
import java.nio.file.Path;
import java.util.List;

/// Everything a server is started with.
///
/// @param data the folder of its state
/// @param rules folders of rules besides those that ship and `rules/` in the data folder
/// @param tour whether the example is loaded at once
/// @param version shown on the pages
public record SextantConfig(
    Path data,
    ListenConfig listen,
    IngestConfig ingest,
    RetentionConfig retention,
    List<Path> rules,
    boolean tour,
    String version) {
  public SextantConfig {
    rules = List.copyOf(rules);
  }

  /// A server on a data folder with every default.
  public static SextantConfig on(Path data) {
    return new SextantConfig(
        data,
        ListenConfig.DEFAULT,
        IngestConfig.defaults(),
        RetentionConfig.DEFAULT,
        List.of(),
        false,
        "");
  }

  public SextantConfig with(ListenConfig other) {
    return new SextantConfig(data, other, ingest, retention, rules, tour, version);
  }

  public SextantConfig with(IngestConfig other) {
    return new SextantConfig(data, listen, other, retention, rules, tour, version);
  }

  public SextantConfig with(RetentionConfig other) {
    return new SextantConfig(data, listen, ingest, other, rules, tour, version);
  }

  public SextantConfig withRules(List<Path> folders) {
    return new SextantConfig(data, listen, ingest, retention, folders, tour, version);
  }

  public SextantConfig withTour(boolean loaded) {
    return new SextantConfig(data, listen, ingest, retention, rules, loaded, version);
  }

  public SextantConfig withVersion(String shown) {
    return new SextantConfig(data, listen, ingest, retention, rules, tour, shown);
  }
}
