package io.sextant.server;

import io.sextant.server.gateway.GatewayPlan;
import io.sextant.server.operation.RetentionConfig;
import io.sextant.server.telemetry.IngestConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything a server is started with.
///
/// @param data the folder of its state
/// @param rules folders of rules besides those that ship and `rules/` in the data folder
/// @param gateway the gateway it runs; empty: none
/// @param tour whether the example is loaded at once
/// @param version shown on the pages
public record SextantConfig(
    Path data,
    ListenConfig listen,
    IngestConfig ingest,
    RetentionConfig retention,
    List<Path> rules,
    Optional<GatewayPlan> gateway,
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
        Optional.empty(),
        false,
        "");
  }

  public SextantConfig with(ListenConfig other) {
    return new SextantConfig(data, other, ingest, retention, rules, gateway, tour, version);
  }

  public SextantConfig with(IngestConfig other) {
    return new SextantConfig(data, listen, other, retention, rules, gateway, tour, version);
  }

  public SextantConfig with(RetentionConfig other) {
    return new SextantConfig(data, listen, ingest, other, rules, gateway, tour, version);
  }

  public SextantConfig withRules(List<Path> folders) {
    return new SextantConfig(data, listen, ingest, retention, folders, gateway, tour, version);
  }

  public SextantConfig withTour(boolean loaded) {
    return new SextantConfig(data, listen, ingest, retention, rules, gateway, loaded, version);
  }

  public SextantConfig withVersion(String shown) {
    return new SextantConfig(data, listen, ingest, retention, rules, gateway, tour, shown);
  }

  public SextantConfig with(GatewayPlan plan) {
    return new SextantConfig(
        data, listen, ingest, retention, rules, Optional.of(plan), tour, version);
  }
}
