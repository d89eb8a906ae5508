package io.sextant.core.tool;

import java.util.List;

/// The store of pins. Thread-safe.
public interface ToolPins {
  /// Keeps nothing: each start sees every tool for the first time.
  ToolPins FORGETFUL =
      new ToolPins() {
        @Override
        public List<ToolPin> list() {
          return List.of();
        }

        @Override
        public void put(ToolPin pin) {}
      };

  /// Every pin.
  List<ToolPin> list();

  /// Keeps a pin in the place of the one of the same server and name; durable when this returns.
  void put(ToolPin pin);
}
