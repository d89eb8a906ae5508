package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.pipeline.EventRouter;
import io.sextant.sigma.pipeline.EventRouter.Routed;
import io.sextant.sigma.pipeline.Pipelines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;

/// Reads recordings: files of events, packed or not, made into events by pipelines.
///
/// Broken events are kept as problems, and the rest is read.
final class EventFiles {
  static final String BAD_EVENT = "SX-SIGMA-070";

  /// Takes events in the order of the files.
  interface Sink {
    /// @param file where it is from: the file, or `archive!member` when the archive has several
    /// @param index its place in the file
    void event(String file, long index, LogSource source, JsonNode body);
  }

  private record Problem(String file, long line, long column, String message) {}

  private final Console console;
  private final boolean routed;
  private final EventRouter router;
  private final Sink sink;
  private final List<Problem> problems = new ArrayList<>();

  EventFiles(Console console, Pipelines pipelines, Sink sink) {
    this.console = console;
    this.routed = !pipelines.isEmpty();
    this.router = new EventRouter(pipelines);
    this.sink = sink;
  }

  /// Reads one file: `-` is standard input, `.gz` and `.zip` are unpacked.
  ///
  /// @throws io.sextant.cli.CommandFailure BAD_INPUT when it cannot be read
  void read(String name) {
    try {
      if (name.endsWith(".zip")) {
        zip(name);
        return;
      }
      try (InputStream in = console.open(name)) {
        stream(name, in);
      }
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
  }

  private void zip(String name) throws IOException {
    try (ZipFile archive = new ZipFile(Path.of(name).toFile())) {
      List<ZipEntry> members = new ArrayList<>();
      for (ZipEntry entry : Collections.list(archive.entries())) {
        boolean hidden =
            entry.getName().startsWith("__MACOSX/") || entry.getName().endsWith(".DS_Store");
        if (!entry.isDirectory() && !hidden) {
          members.add(entry);
        }
      }
      for (ZipEntry member : members) {
        try (InputStream in = archive.getInputStream(member)) {
          stream(
              members.size() == 1 ? name : name + "!" + member.getName(),
              member.getName().endsWith(".gz") ? new GZIPInputStream(in) : in);
        }
      }
    }
  }

  private void stream(String name, InputStream in) throws IOException {
    EventInput.read(
        in,
        new EventInput.Sink() {
          private long shift;

          @Override
          public void event(long number, JsonNode event) {
            List<Routed> events = route(event);
            for (int i = 0; i < events.size(); i++) {
              sink.event(name, number + shift + i, events.get(i).source(), events.get(i).body());
            }
            shift += Math.max(0, events.size() - 1);
          }

          @Override
          public void problem(long line, long column, String message) {
            problems.add(new Problem(name, line, column, message));
          }
        });
  }

  private List<Routed> route(JsonNode event) {
    LogSource stated = EventShape.logSource(event);
    if (!routed) {
      return List.of(new Routed(stated, event));
    }
    // Many raw logs have a field 'category' or 'service' of their own.
    boolean meant = event.path("logsource").isObject() || !stated.product().isEmpty();
    return router.route(event, meant ? stated : LogSource.ANY);
  }

  /// Prints the problems of all files; whether there were any.
  boolean reportProblems() {
    for (Problem problem : problems) {
      console
          .err()
          .println(
              problem.file()
                  + ":"
                  + (problem.line() + 1)
                  + (problem.column() > 0 ? ":" + problem.column() : "")
                  + ": error "
                  + BAD_EVENT
                  + ": "
                  + problem.message());
    }
    return !problems.isEmpty();
  }
}
