package io.sextant.gateway.mcp;

import io.sextant.core.tool.ToolPin;
import io.sextant.core.tool.ToolPins;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Pins in memory.
final class RememberedPins implements ToolPins {
  private final Map<String, ToolPin> pins = new ConcurrentSkipListMap<>();

  @Override
  public List<ToolPin> list() {
    return List.copyOf(pins.values());
  }

  @Override
  public void put(ToolPin pin) {
    pins.put(pin.server() + "/" + pin.name(), pin);
  }

  ToolPin of(String server, String tool) {
    return pins.get(server + "/" + tool);
  }
}
