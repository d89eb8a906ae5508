package io.sextant.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The shipped Windows pipeline, on events in each dialect that is read.
class WindowsPipelineTest {
  private static final String RULES =
      """
      title: Process
      id: process
      logsource: {product: windows, category: process_creation}
      detection: {s: {Image|endswith: '\\tool.exe', ParentImage|endswith: '\\shell.exe'}, condition: s}
      ---
      title: Registry event
      id: registry_event
      logsource: {product: windows, category: registry_event}
      detection: {s: {TargetObject|contains: Run}, condition: s}
      ---
      title: Registry set
      id: registry_set
      logsource: {product: windows, category: registry_set}
      detection: {s: {TargetObject|contains: Run}, condition: s}
      ---
      title: Registry add
      id: registry_add
      logsource: {product: windows, category: registry_add}
      detection: {s: {TargetObject|contains: Run}, condition: s}
      ---
      title: Sysmon
      id: sysmon
      logsource: {product: windows, service: sysmon}
      detection: {s: {EventID: 13}, condition: s}
      ---
      title: Service installed
      id: service
      logsource: {product: windows, service: system}
      detection: {s: {EventID: 7045, Provider_Name: Service Control Manager}, condition: s}
      ---
      title: Log cleared
      id: cleared
      logsource: {product: windows, service: system}
      detection: {s: {EventID: 104, Channel: Security}, condition: s}
      ---
      title: Malware
      id: malware
      logsource: {category: antivirus}
      detection: {s: {Signature|contains: Evil}, condition: s}
      ---
      title: Words
      id: words
      logsource: {category: webserver}
      detection: {keywords: [tool.exe], condition: keywords}
      ---
      title: Script
      id: script
      logsource: {product: windows, category: ps_script}
      detection: {s: {ScriptBlockText|contains: download}, condition: s}
      ---
      title: Classic
      id: classic
      logsource: {product: windows, category: ps_classic_start}
      detection: {s: {Data|contains: hidden}, condition: s}
      """;

  private final PipelineMatching rules = PipelineMatching.shipped("windows", RULES);

  @Test
  void readsTheXmlOfAnEventAsJson() {
    assertThat(
            rules.match(
                """
                {"Event": {"#attributes": {"xmlns": "x"},
                 "System": {"Provider": {"#attributes": {"Name": "Microsoft-Windows-Sysmon"}}, "EventID": 1,
                            "Channel": "Microsoft-Windows-Sysmon/Operational"},
                 "EventData": {"Image": "C:\\\\tool.exe", "ParentImage": "C:\\\\shell.exe"}}}\
                """))
        .containsExactly("process");
  }

  @Test
  void readsOtherDialectsOfTheSameXml() {
    String separate =
        """
        {"Event": {"System": {"Provider_attributes": {"Name": "Service Control Manager"},
                   "EventID": 7045, "EventID_attributes": {"Qualifiers": 16384}, "Channel": "System"},
         "EventData": {"ServiceName": "x"}}}\
        """;
    String qualified =
        """
        {"Event": {"System": {"Provider": {"#attributes": {"Name": "Service Control Manager"}},
                   "EventID": {"#attributes": {"Qualifiers": 16384}, "#text": 7045}, "Channel": "System"}}}\
        """;
    String named =
        """
        {"Event": {"System": {"Provider": {"@Name": "Microsoft-Windows-Sysmon"}, "EventID": "1",
                   "Channel": "Microsoft-Windows-Sysmon/Operational"},
         "EventData": {"Data": [{"@Name": "Image", "#text": "c:\\\\TOOL.exe"},
                                {"@Name": "ParentImage", "#text": "c:\\\\shell.exe"}]}}}\
        """;
    assertThat(rules.match(separate)).containsExactly("service");
    assertThat(rules.match(qualified)).containsExactly("service");
    assertThat(rules.match(named)).containsExactly("process");
  }

  @Test
  void readsWinlogbeatAndFlatEvents() {
    assertThat(
            rules.match(
                """
                {"@timestamp": "2026-01-01T00:00:00Z", "winlog": {"event_id": 1,
                 "channel": "Microsoft-Windows-Sysmon/Operational", "provider_name": "Microsoft-Windows-Sysmon",
                 "event_data": {"Image": "c:\\\\tool.exe", "ParentImage": "c:\\\\shell.exe"}}}\
                """))
        .containsExactly("process");
    assertThat(
            rules.match(
                """
                {"log_name": "System", "source_name": "Service Control Manager", "event_id": 7045,
                 "event_data": {"ServiceName": "x"}}\
                """))
        .containsExactly("service");
    assertThat(
            rules.match(
                """
                {"Channel": "System", "SourceName": "Service Control Manager", "EventID": 7045}\
                """))
        .containsExactly("service");
  }

  @Test
  void takesProcessCreationFromTheSecurityLogToo() {
    String event =
        """
        {"Channel": "Security", "EventID": %d, "NewProcessName": "c:\\\\tool.exe",
         "ParentProcessName": "c:\\\\shell.exe"}\
        """;
    assertThat(rules.match(event.formatted(4688))).containsExactly("process");
    assertThat(rules.match(event.formatted(4689))).isEmpty();
  }

  @Test
  void tellsCategoriesApartThatShareEvents() {
    String event =
        """
        {"Channel": "microsoft-windows-sysmon/operational", "EventID": %d, "EventType": "%s",
         "TargetObject": "HKLM\\\\Run"}\
        """;
    assertThat(rules.match(event.formatted(13, "SetValue")))
        .containsExactly("registry_event", "registry_set", "sysmon");
    assertThat(rules.match(event.formatted(12, "CreateKey")))
        .containsExactly("registry_event", "registry_add");
    assertThat(rules.match(event.formatted(12, "DeleteKey"))).containsExactly("registry_event");
    assertThat(rules.match(event.formatted(11, ""))).isEmpty();
  }

  @Test
  void readsDataOfTheUser() {
    assertThat(
            rules.match(
                """
                {"Event": {"System": {"Provider": {"#attributes": {"Name": "Microsoft-Windows-Eventlog"}}, "EventID": 104,
                           "Channel": "System"},
                 "UserData": {"LogFileCleared": {"#attributes": {"xmlns": "x"}, "Channel": "Security"}}}}\
                """))
        .containsExactly("cleared");
  }

  @Test
  void namesFieldsOfOtherLogsAsTheCategoryDoes() {
    assertThat(
            rules.match(
                """
                {"Event": {"System": {"EventID": 1116, "Channel": "Microsoft-Windows-Windows Defender/Operational"},
                 "EventData": {"Threat Name": "Evil/32", "Path": "file:_C:\\\\a"}}}\
                """))
        .containsExactly("malware");
  }

  @Test
  void keepsRulesOfOtherLogSourcesAway() {
    assertThat(
            rules.match(
                """
                {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 5, "Image": "c:\\\\tool.exe"}\
                """))
        .isEmpty();
    assertThat(rules.match("{\"message\": \"GET /tool.exe\"}"))
        .as("what the pipeline does not recognise may be of any log")
        .contains("words");
  }

  @Test
  void knowsPowerShellLogsAndDataWithoutNames() {
    assertThat(
            rules.match(
                """
                {"Channel": "PowerShellCore/Operational", "EventID": 4104, "ScriptBlockText": "Download"}\
                """))
        .containsExactly("script");
    assertThat(
            rules.match(
                """
                {"Event": {"System": {"EventID": {"#text": "400"}, "Channel": "Windows PowerShell"},
                 "EventData": {"Data": {"#text": ["Available", "a -hidden b"]}, "Binary": null}}}\
                """))
        .containsExactly("classic");
  }

  @Test
  void tellsALogByItsProviderOrNumberWhenTheChannelIsMissing() {
    assertThat(
            rules.match(
                """
                {"Provider_Name": "Microsoft-Windows-Sysmon", "EventID": 1, "Image": "c:\\\\tool.exe",
                 "ParentImage": "\\\\shell.exe"}\
                """))
        .containsExactly("process");
    assertThat(
            rules.match(
                "{\"EventID\": 1, \"Image\": \"\\\\tool.exe\", \"ParentImage\": \"\\\\shell.exe\"}"))
        .containsExactly("process");
  }
}
