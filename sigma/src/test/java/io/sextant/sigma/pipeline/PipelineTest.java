package io.sextant.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.Issue;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

class PipelineTest {
  static final List<String> NAMES = Pipelines.SHIPPED;

  private static final String RULE =
      """
      title: T
      id: t
      logsource: {product: windows, category: process_creation}
      detection:
        s: {Image|endswith: '\\a.exe', User: adm}
        f: {CommandLine|contains: ok}
        condition: s and not f
      """;

  private static Pipeline read(String yaml) {
    PipelineReader.ReadResult read = PipelineReader.read("p.yml", yaml);
    assertThat(read.issues()).isEmpty();
    return read.pipeline().orElseThrow();
  }

  private static PipelineMatching with(String pipeline, String rule) {
    SigmaReader.ReadResult read = new SigmaReader().read("r.yml", rule);
    assertThat(read.hasErrors()).isFalse();
    return PipelineMatching.of(Pipelines.of(List.of(read(pipeline))), read.documents());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyShippedPipelineReads(String name) {
    Pipeline pipeline = Pipelines.shipped(name).orElseThrow();
    assertThat(pipeline.name()).isEqualTo(name);
    assertThat(pipeline.title()).isNotEmpty();
    assertThat(new SourceTable(pipeline)).isNotNull();
  }

  @Test
  void mapsFieldsToOneOrSeveralNames() {
    PipelineMatching rules =
        with(
            """
            transformations:
              - type: field_name_mapping
                mapping: {Image: [process.executable, proc], CommandLine: process.args}
              - type: field_name_suffix
                suffix: .name
                field_name_conditions:
                  - {type: include_fields, fields: [User]}
            """,
            RULE);
    assertThat(rules.match("{\"proc\": \"x\\\\a.exe\", \"User.name\": \"adm\"}"))
        .containsExactly("t");
    assertThat(
            rules.match("{\"process\": {\"executable\": \"x\\\\a.exe\"}, \"User.name\": \"adm\"}"))
        .containsExactly("t");
    assertThat(
            rules.match(
                "{\"proc\": \"x\\\\a.exe\", \"User.name\": \"adm\", \"process.args\": \"ok\"}"))
        .isEmpty();
    assertThat(rules.match("{\"Image\": \"x\\\\a.exe\", \"User.name\": \"adm\"}")).isEmpty();
  }

  @Test
  void changesValuesAndAddsConditions() {
    PipelineMatching rules =
        with(
            """
            transformations:
              - type: map_string
                mapping: {adm: [admin, root]}
              - type: replace_string
                regex: 'a[.]exe'
                replacement: b.exe
              - type: add_condition
                conditions: {index: main}
                rule_conditions: [{type: logsource, category: process_creation}]
              - type: add_condition
                conditions: {index: other}
                rule_conditions: [{type: logsource, category: process_creation}]
                rule_cond_not: true
              - type: drop_detection_item
                detection_item_conditions: [{type: match_string, pattern: 'never'}]
            """,
            RULE);
    assertThat(rules.match("{\"Image\":\"\\\\b.exe\",\"User\":\"ROOT\",\"index\":\"main\"}"))
        .containsExactly("t");
    assertThat(rules.match("{\"Image\":\"\\\\b.exe\",\"User\":\"ROOT\"}")).isEmpty();
    assertThat(rules.match("{\"Image\":\"\\\\a.exe\",\"User\":\"root\",\"index\":\"main\"}"))
        .isEmpty();
  }

  @Test
  void refusesWhatItIsToldTo() {
    List<SigmaDocument> documents = new SigmaReader().read("r.yml", RULE).documents();
    Pipelines pipelines =
        Pipelines.of(
            List.of(read("transformations: [{type: rule_failure, message: no processes here}]")));
    PreparedRules prepared = PreparedRules.of(pipelines, documents);
    assertThat(prepared.documents()).isEmpty();
    assertThat(prepared.issues())
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo("SX-SIGMA-081");
          assertThat(issue.message()).contains("no processes here");
        });
  }

  @Test
  void namesTheRulesOfAFilterBeforeLogSourcesChange() {
    PipelineMatching rules =
        PipelineMatching.shipped(
            "windows",
            """
            title: Set
            id: set
            logsource: {product: windows, category: registry_set}
            detection: {s: {TargetObject: a}, condition: s}
            ---
            title: Event
            id: event
            logsource: {product: windows, category: registry_event}
            detection: {s: {TargetObject: a}, condition: s}
            ---
            title: Filter
            logsource: {product: windows, category: registry_set}
            filter: {rules: any, f: {User: known}, condition: not f}
            """);
    String event =
        "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":13,"
            + "\"TargetObject\":\"a\",\"User\":\"%s\"}";
    assertThat(rules.match(event.formatted("new"))).containsExactly("set", "event");
    assertThat(rules.match(event.formatted("known"))).containsExactly("event");
  }

  @Test
  void takesEventsOutOfTheListThatARecordHolds() {
    PipelineMatching rules =
        PipelineMatching.shipped(
            "aws",
            """
            title: Deleted
            id: deleted
            logsource: {product: aws, service: cloudtrail}
            detection: {s: {eventSource: bedrock.amazonaws.com, eventName: DeleteGuardrail}, condition: s}
            """);
    assertThat(
            rules.match(
                new JsonMapper()
                    .readTree(
                        """
                        {"Records": [{"eventSource": "s3.amazonaws.com", "eventName": "GetObject"},
                                     {"eventSource": "bedrock.amazonaws.com", "eventName": "DeleteGuardrail"}]}\
                        """)))
        .containsExactly(List.of(), List.of("deleted"));
  }

  @Test
  void runsAgentRulesOnOpenTelemetryEvents() {
    PipelineMatching rules =
        PipelineMatching.shipped(
            "ai-agent",
            """
            title: Shell
            id: shell
            logsource: {product: ai_agent, category: agent_events}
            detection: {s: {event_type: tool_call, tool_name: shell, arguments|contains: 'rm -rf'}, condition: s}
            """);
    assertThat(
            rules.match(
                """
                {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "shell",
                 "gen_ai.tool.call.arguments": {"cmd": "rm -rf /"}}\
                """))
        .containsExactly("shell");
    assertThat(
            rules.match(
                "{\"event_type\": \"tool_call\", \"tool_name\": \"shell\", \"arguments\": \"rm -rf /\"}"))
        .containsExactly("shell");
    assertThat(
            rules.match(
                """
                {"gen_ai.operation.name": "chat", "gen_ai.tool.name": "shell", "gen_ai.tool.call.arguments": "rm -rf /"}\
                """))
        .isEmpty();
  }

  @Test
  void routesOtherSources() {
    String bedrock =
        """
        title: B
        id: b
        logsource: {product: ai, category: llm_inference, service: bedrock}
        detection: {s: {gen_ai.input.messages|contains: secret, gen_ai.usage.input_tokens|gt: 5}, condition: s}
        """;
    assertThat(
            PipelineMatching.shipped("bedrock", bedrock)
                .match(
                    """
                    {"schemaType": "ModelInvocationLog", "operation": "Converse", "modelId": "m",
                     "input": {"inputBodyJson": {"messages": [{"role": "user", "content": [{"text": "a secret"}]}]},
                               "inputTokenCount": 9}}\
                    """))
        .containsExactly("b");
    String linux =
        """
        title: L
        id: l
        logsource: {product: linux, category: process_creation}
        detection: {s: {Image|endswith: /nc}, condition: s}
        """;
    PipelineMatching hosts = PipelineMatching.shipped("linux", linux);
    assertThat(
            hosts.match(
                """
                {"Event": {"System": {"Provider": {"#attributes": {"Name": "Linux-Sysmon"}}, "EventID": 1},
                 "EventData": {"Image": "/bin/nc"}}}\
                """))
        .containsExactly("l");
    assertThat(
            hosts.match(
                "{\"SYSCALL\": {\"exe\": \"/bin/nc\"}, \"EXECVE\": {\"ARGV\": [\"nc\", \"-l\"]}}"))
        .containsExactly("l");
    String azure =
        """
        title: A
        id: a
        logsource: {product: azure, service: signinlogs}
        detection: {s: {ResultType: 50126}, condition: s}
        """;
    assertThat(
            PipelineMatching.shipped("azure", azure)
                .match(
                    """
                    {"category": "SignInLogs", "operationName": "Sign-in activity", "resultType": "50126"}\
                    """))
        .containsExactly("a");
  }

  @Test
  void listsEveryProblemOfAFile() {
    PipelineReader.ReadResult read =
        PipelineReader.read(
            "p.yml",
            """
            layout: xml
            priority: high
            colour: red
            categories:
              a: {service: nowhere, when: {EventID: 1}}
              b: {service: ''}
            transformations:
              - {type: fly}
              - {type: rule_failure, wings: 2}
              - {type: replace_string, regex: '(', replacement: ''}
              - type: field_name_prefix
                prefix: x
                rule_conditions: [{type: weather}]
            """);
    assertThat(read.pipeline()).isEmpty();
    assertThat(read.issues()).extracting(Issue::code).containsOnly("SX-SIGMA-080");
    assertThat(read.issues())
        .extracting(Issue::line)
        .containsExactlyInAnyOrder(1, 2, 3, 5, 6, 8, 9, 9, 10, 13);
  }

  @Test
  void refusesFilesThatAreNoMap() {
    assertThat(PipelineReader.read("p.yml", "- a").issues()).isNotEmpty();
    assertThat(PipelineReader.read("p.yml", "").issues()).isNotEmpty();
    assertThat(PipelineReader.read("p.yml", "a: [").issues()).isNotEmpty();
  }
}
