package io.sextant.cli.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.inspect.Channel;
import io.sextant.inspect.attack.Calibration;
import io.sextant.inspect.attack.Calibration.Thresholds;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file with a calibration:
/// `{"model","channels":{"user":{"texts","flagged","strict","certain"}}}`.
final class CalibrationFile {
  private CalibrationFile() {}

  /// @param model the fingerprint of the model that scores: a calibration is for one model only
  static Calibration read(Console console, String name, String model) {
    JsonNode node;
    try (InputStream in = console.open(name)) {
      node = new JsonMapper().readTree(in);
    } catch (JacksonException e) {
      throw bad(name, "it is no JSON");
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
    if (!node.path("model").asString("").equals(model)) {
      throw bad(name, "it was made for another model than " + model);
    }
    Map<Channel, Thresholds> channels = new EnumMap<>(Channel.class);
    for (Map.Entry<String, JsonNode> entry : node.path("channels").properties()) {
      JsonNode at = entry.getValue();
      Thresholds thresholds =
          new Thresholds(
              at.path("texts").asInt(-1),
              at.path("flagged").asDouble(-1),
              at.path("strict").asDouble(-1),
              at.path("certain").asDouble(-1));
      Channel channel =
          Channel.of(entry.getKey())
              .orElseThrow(() -> bad(name, "'" + entry.getKey() + "' is no channel"));
      if (!thresholds.isSound()) {
        throw bad(name, "the thresholds of " + entry.getKey() + " do not rise between 0 and 1");
      }
      channels.put(channel, thresholds);
    }
    return new Calibration(channels);
  }

  private static CommandFailure bad(String name, String why) {
    return new CommandFailure(
        ExitCode.BAD_INPUT,
        name + ": error SX-INSPECT-008: no calibration: " + why,
        "make it with 'sextant inspect calibrate'");
  }

  static void write(Path file, Calibration calibration, String model) {
    ObjectNode node = Json.object();
    node.put("model", model);
    ObjectNode channels = node.putObject("channels");
    new EnumMap<>(calibration.channels())
        .forEach((channel, at) ->
            channels
                .putObject(channel.label())
                .put("texts", at.texts())
                .put("flagged", at.flagged())
                .put("strict", at.strict())
                .put("certain", at.certain()));
    try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, UTF_8)) {
      Json.document(node, out);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "cannot write " + file + ": " + e.getMessage(), "");
    }
  }
}
