package io.sextant.gateway.ingest;

import io.sextant.core.policy.Policy;
import java.util.List;

/// The gate for data as it is configured.
///
/// @param policy that decides
/// @param sets that are declared; others are not taken
public record IngestConfig(Policy policy, List<DataSet> sets) {
  /// What there is when nothing is declared.
  public static final List<DataSet> PLAIN =
      List.of(
          DataSet.plain("records", DataSet.Kind.RECORDS),
          DataSet.plain("documents", DataSet.Kind.DOCUMENTS));

  public IngestConfig {
    sets = List.copyOf(sets);
  }
}
