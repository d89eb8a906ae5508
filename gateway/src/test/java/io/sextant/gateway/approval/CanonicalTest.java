package io.sextant.gateway.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.gateway.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CanonicalTest {
  private static String digest(String subject, String json) throws Exception {
    return Canonical.digest(subject, Json.object(json.getBytes(UTF_8)));
  }

  @Test
  void spellingDoesNotMatter() throws Exception {
    String one = digest("/v1/x", "{\"b\":[1,2.50,{\"d\":1,\"c\":\"\\u0041\"}],\"a\":1000}");

    assertThat(digest("/v1/x", " { \"a\":1E3, \"b\" : [1.0,2.5,{\"c\":\"A\",\"d\":1}] }"))
        .isEqualTo(one);
  }

  @Test
  void anythingElseIsAnother() throws Exception {
    String one = digest("/v1/x", "{\"a\":9007199254740993}");

    assertThat(
            List.of(
                digest("/v1/y", "{\"a\":9007199254740993}"),
                // As doubles these two numbers would be one.
                digest("/v1/x", "{\"a\":9007199254740992}"),
                digest("/v1/x", "{\"a\":\"9007199254740993\"}"),
                digest("/v1/x", "{\"a\":[9007199254740993]}"),
                digest("/v1/x", "{\"a\":9007199254740993,\"b\":null}"),
                digest("/v1/x", "{}")))
        .doesNotContain(one)
        .doesNotHaveDuplicates();
  }
}
