package io.sextant.core.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReaderTest {
  @Test
  void readsARecord() {
    RunReader.Reading reading =
        RunReader.read(
            "run.json",
            """
            {"release":"2026.05","study":"AML.CS0000","injects":6,"minutes":60,"seed":4,
             "team":"Blue","facilitator":"Ada","held":"2026-05-01","played":[1,2],
             "given":["1.recognise.2"],"notes":[{"inject":1,"text":"calm"}],
             "actions":[{"text":"write a rule","owner":"Bo","due":"June"}]}
            """);
    assertThat(reading.issues()).isEmpty();
    RunDocument run = reading.run().orElseThrow();
    assertThat(run.study().value()).isEqualTo("AML.CS0000");
    assertThat(run.wishes().injects()).isEqualTo(6);
    assertThat(run.run().played()).containsExactlyInAnyOrder(1, 2);
    assertThat(run.run().notes()).isEqualTo(Map.of(1, "calm"));
    assertThat(run.run().actions().getFirst().owner()).isEqualTo("Bo");
  }

  @Test
  void namesEverythingThatIsWrong() {
    RunReader.Reading reading =
        RunReader.read(
            "run.json",
            """
            {"study":"CS0000",
             "minutes":5,
             "colour":"red",
             "played":[0,"x"],
             "given":["1.SEE.1"],
             "notes":[{"text":"lost"}],
             "actions":[{"owner":"Bo"}],
             "team":"%s"}
            """
                .formatted("x".repeat(300)));
    assertThat(reading.run()).isEmpty();
    assertThat(reading.issues())
        .extracting(issue -> issue.code() + " " + issue.place().line())
        .containsExactlyInAnyOrder(
            "SX-AWARE-003 1",
            "SX-AWARE-004 1",
            "SX-AWARE-002 1",
            "SX-AWARE-002 2",
            "SX-AWARE-002 3",
            "SX-AWARE-002 4",
            "SX-AWARE-002 4",
            "SX-AWARE-002 5",
            "SX-AWARE-003 6",
            "SX-AWARE-003 7");
  }

  @Test
  void refusesWhatIsNoRecord() {
    assertThat(codes("[]")).containsExactly("SX-AWARE-001");
    assertThat(codes("")).containsExactly("SX-AWARE-001");
    assertThat(codes("{\"study\": \"AML.CS0000\", \"played\": 3, \"release\": \"1\"}"))
        .containsExactly("SX-AWARE-002");
    assertThat(codes("{\"study\": ")).isNotEmpty();
  }

  private static List<String> codes(String json) {
    return RunReader.read("run.json", json).issues().stream().map(Issue::code).toList();
  }
}
