package io.sextant.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.gateway.mcp.ToolNames.Folded;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolNamesTest {
  private static boolean alike(String one, String other) {
    return ToolNames.alike(one, other, new Folded(ToolNames.folded(one), ToolNames.folded(other)));
  }

  @ParameterizedTest
  @CsvSource({
    "send_email, send-email, separators",
    "send_email, SendEmail, case",
    "send_email, send_emai1, a digit for a letter",
    "send_email, send_emall, look-alikes of one alphabet",
    "send_email, ѕend_email, a letter of another script",
    "send_email, sedn_email, swapped neighbours",
    "send_email, send_mail, a letter missing",
    "transfer_payment, trasnfer_paymnet, two mistakes in a long name",
    "commit, cornmit, two letters that look like one",
  })
  void whatAHurriedEyeTakesForTheOther(String one, String other, String why) {
    assertThat(alike(one, other)).as(why).isTrue();
    assertThat(alike(other, one)).as(why).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "read, send, short names differ by letters all the time",
    "get, set, short",
    "send_email, send_email, the same name is shadowing and found as such",
    "read_file_v1, read_file_v2, editions of one tool",
    "list_orders, list_folders, other words",
    "create_issue, create_issues_report, much longer",
    "search_web, search_docs, another object",
  })
  void whatIsAnotherName(String one, String other, String why) {
    assertThat(alike(one, other)).as(why).isFalse();
    assertThat(alike(other, one)).as(why).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "send_email, true",
    "sendEmail, true",
    "files.read, true",
    "search, false",
    "read, false",
    "a_b, false",
    "Weather, false",
  })
  void aNameIsDistinctiveWhenNoSentenceHoldsItByChance(String name, boolean distinctive) {
    assertThat(ToolNames.distinctive(name)).isEqualTo(distinctive);
  }

  @Test
  void theDistanceIsOneForEachEditAndTheSameBothWays() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder name = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        name.append((char) ('a' + random.nextInt(26)));
      }
      String one = name.toString();
      int at = random.nextInt(one.length() - 1);
      String other =
          switch (random.nextInt(4)) {
            case 0 -> new StringBuilder(one).insert(at, '_').toString();
            case 1 -> new StringBuilder(one).deleteCharAt(at).toString();
            case 2 -> one.substring(0, at) + '_' + one.substring(at + 1);
            default ->
                one.substring(0, at) + one.charAt(at + 1) + one.charAt(at) + one.substring(at + 2);
          };
      int expected = one.equals(other) ? 0 : 1;
      assertThat(ToolNames.distance(one, other)).as(one + " " + other).isEqualTo(expected);
      assertThat(ToolNames.distance(other, one)).as(other + " " + one).isEqualTo(expected);
    }
  }
}
