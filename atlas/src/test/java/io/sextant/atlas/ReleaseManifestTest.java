package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseManifestTest {
  private static final String MANIFEST =
      """
      releases:
      - release: '2026.05'
        release-date: 2026-05-27
        versions:
        - {format-version: 5.6.0, path: ATLAS.yaml}
        - {format-version: 6.0.0, path: v6/ATLAS-2026.05.yaml}
      - release: 2026.10.2
        release-date: 2026-10-31
        versions:
        - {format-version: 6.10.0, path: v6/ATLAS-2026.10.2.yaml}
        - {format-version: 6.9.0, path: v6/old/ATLAS-2026.10.2.yaml}
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsTheNewestReleaseInItsNewestFormat(boolean wrapped) {
    ReleaseManifest manifest =
        read(wrapped ? MANIFEST : MANIFEST.substring(MANIFEST.indexOf('\n') + 1));
    assertThat(manifest.entries()).hasSize(2);
    assertThat(manifest.find(Optional.empty()).orElseThrow().path())
        .isEqualTo("v6/ATLAS-2026.10.2.yaml");
    assertThat(manifest.find(Optional.of(new ReleaseId("2026.05"))).orElseThrow().path())
        .isEqualTo("v6/ATLAS-2026.05.yaml");
    assertThat(manifest.find(Optional.of(new ReleaseId("1.0")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: b", "[]", "- {release: 1.0, versions: x}", "- 5", "releases: ["})
  void listsWhatIsWrong(String yaml) {
    ReleaseManifest manifest = read(yaml);
    assertThat(manifest.entries()).isEmpty();
    assertThat(manifest.issues()).isNotEmpty();
  }

  @Test
  void ordersTagsByTheirNumbers() {
    assertThat(List.of("5.10.0", "5.9.1", "5.9.1-a", "x", "2027.01", "5.9", "2026.12"))
        .satisfies(tags ->
            assertThat(tags.stream().map(ReleaseId::new).sorted(ReleaseId.BY_AGE))
                .extracting(ReleaseId::tag)
                .containsExactly("5.9", "5.9.1", "5.9.1-a", "5.10.0", "x", "2026.12", "2027.01"));
  }

  private static ReleaseManifest read(String yaml) {
    return ReleaseManifest.read(yaml.getBytes(StandardCharsets.UTF_8), "dist/manifest.yaml");
  }
}
