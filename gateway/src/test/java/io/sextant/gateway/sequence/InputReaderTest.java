package io.sextant.gateway.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class InputReaderTest {
  private static InputReader.Found read(Operation operation, String body) throws Exception {
    ObjectNode json = Json.object(body.getBytes(UTF_8));
    return InputReader.read(operation, json, Texts.find(json, operation.channel()).parts());
  }

  private static InputReader.Found predict(String body) throws Exception {
    return read(Operation.PREDICT, body);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  @Test
  void cutsTheBatchOfATensorIntoImages() throws Exception {
    InputReader.Found found =
        predict(
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,10,10],\"datatype\":\"FP32\",\"data\":["
                + numbers(200)
                + "]}]}");
    assertThat(found.count()).isEqualTo(2);
    Input.Tensor second = (Input.Tensor) found.inputs().get(1);
    assertThat(second.shape()).containsExactly(10, 10);
    assertThat(second.values()).startsWith(100, 101).hasSize(100);
  }

  @Test
  void joinsTensorsOfFieldsToRecords() throws Exception {
    InputReader.Found found =
        predict(
            """
            {"inputs":[
              {"name":"age","shape":[2,1],"datatype":"FP32","data":[31,42]},
              {"name":"job","shape":[2,1],"datatype":"BYTES","data":["clerk","cook"]}]}
            """);
    assertThat(found.inputs())
        .containsExactly(
            new Input.Row(Map.of("age/0/0", 31.0), Map.of("job/1/0", "clerk")),
            new Input.Row(Map.of("age/0/0", 42.0), Map.of("job/1/0", "cook")));
  }

  @Test
  void readsInstancesRecordsAndPlainBodies() throws Exception {
    assertThat(predict("{\"instances\":[[1,2],[3,4],[5,6]]}").inputs())
        .hasSize(3)
        .first()
        .isEqualTo(new Input.Row(Map.of("0", 1.0, "1", 2.0), Map.of()));
    assertThat(predict("{\"instances\":[{\"a\":1,\"b\":{\"c\":\"x\"}}]}").inputs())
        .containsExactly(new Input.Row(Map.of("/a", 1.0), Map.of("/b/c", "x")));
    assertThat(predict("{\"features\":[0.5,1.5]}").inputs())
        .containsExactly(new Input.Row(Map.of("0", 0.5, "1", 1.5), Map.of()));
    assertThat(predict("{\"text\":\"is this spam?\"}").inputs())
        .containsExactly(new Input.Text("is this spam?"));
  }

  @Test
  void takesTheLastThingThatAUserSaid() throws Exception {
    assertThat(
            read(
                    Operation.CHAT,
                    """
                    {"model":"m","messages":[{"role":"user","content":"one"},
                      {"role":"assistant","content":"two"},{"role":"user","content":"three"}]}
                    """)
                .inputs())
        .containsExactly(new Input.Text("three"));
  }

  @Test
  void bearsShapesThatDoNotFit() throws Exception {
    for (String shape : List.of("[0]", "[-3,7]", "[1000000000,2]", "[]", "[2,\"x\"]", "[3.5,1]")) {
      InputReader.Found found =
          predict(
              "{\"inputs\":[{\"name\":\"x\",\"shape\":"
                  + shape
                  + ",\"data\":[1,2,[3,\"a\",null]]}]}");
      assertThat(found.inputs()).as(shape).hasSizeLessThanOrEqualTo(InputReader.MAX_INPUTS);
    }
    assertThat(predict("{}").inputs()).hasSize(1);
    assertThat(predict("{\"inputs\":[]}").inputs()).hasSize(1);
  }

  @Test
  void comparesNoMoreInputsThanItMay() throws Exception {
    InputReader.Found found = predict("{\"instances\":[" + "[1,2],".repeat(999) + "[1,2]]}");
    assertThat(found.count()).isEqualTo(1000);
    assertThat(found.inputs()).hasSize(InputReader.MAX_INPUTS);
  }
}
