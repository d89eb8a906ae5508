package io.sextant.store;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.tool.ToolPin;
import org.junit.jupiter.api.Test;

class SqliteToolPinsTest {
  private static ToolPin pin(String server, String tool, String hash, boolean approved) {
    return new ToolPin(server, tool, hash, "{\"name\":\"" + tool + "\"}", approved, NOON);
  }

  @Test
  void aPinTakesThePlaceOfTheOneBeforeIt() {
    try (OpenStore open = OpenStore.create()) {
      var pins = open.store().toolPins();
      pins.put(pin("b", "read", "1", false));
      pins.put(pin("a", "read", "2", false));
      pins.put(pin("b", "read", "3", true));
      assertThat(pins.list())
          .containsExactly(pin("a", "read", "2", false), pin("b", "read", "3", true));
    }
  }

  @Test
  void aVeryLongDefinitionIsKnownByItsHashAlone() {
    ToolPin pin = new ToolPin("a", "t", "1", "x".repeat(ToolPin.MOST + 1), false, NOON);
    assertThat(pin.definition()).isEmpty();
  }
}
