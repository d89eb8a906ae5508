package io.sextant.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where a user's application data belongs on each system.
public final class DataFolders {
  private DataFolders() {}

  /// Systems that differ in this.
  public enum OperatingSystem {
    MAC,
    WINDOWS,
    OTHER
  }

  public static OperatingSystem system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return OperatingSystem.MAC;
    }
    return name.startsWith("windows") ? OperatingSystem.WINDOWS : OperatingSystem.OTHER;
  }

  /// `$SEXTANT_DATA`, or the system's convention.
  public static Path ofUser(Map<String, String> environment) {
    return ofUser(environment, system(), Path.of(System.getProperty("user.home", ".")));
  }

  static Path ofUser(Map<String, String> environment, OperatingSystem system, Path home) {
    String chosen = environment.getOrDefault("SEXTANT_DATA", "");
    if (!chosen.isBlank()) {
      return Path.of(chosen);
    }
    return switch (system) {
      case MAC -> home.resolve("Library/Application Support/Sextant");
      case WINDOWS ->
          folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Sextant");
      case OTHER ->
          folder(environment, "XDG_DATA_HOME", home.resolve(".local/share")).resolve("sextant");
    };
  }

  private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.isBlank() ? otherwise : Path.of(value);
  }
}
