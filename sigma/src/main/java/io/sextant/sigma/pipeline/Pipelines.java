package io.sextant.sigma.pipeline;

import io.sextant.sigma.Issue;
import io.sextant.sigma.Placeholders;
import io.sextant.sigma.pipeline.Pipeline.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pipelines in force, in the order they are applied.
public final class Pipelines {
  /// None: rules and events are taken as they are.
  public static final Pipelines NONE = new Pipelines(List.of());

  /// The names of the pipelines that ship with the library.
  public static final List<String> SHIPPED =
      List.of(
          "windows",
          "linux",
          "aws",
          "azure",
          "gcp",
          "m365",
          "okta",
          "github",
          "kubernetes",
          "otel-genai",
          "bedrock",
          "azure-openai",
          "ai-agent");

  private final List<Pipeline> pipelines;

  /// By identity: hashing a whole pipeline for each event would cost more than routing it.
  private final IdentityHashMap<Pipeline, Categories> categories = new IdentityHashMap<>();

  private Pipelines(List<Pipeline> pipelines) {
    this.pipelines = pipelines;
    for (Pipeline pipeline : pipelines) {
      categories.put(pipeline, new Categories(pipeline.sources()));
    }
  }

  /// Those given, by priority, then in the order given.
  public static Pipelines of(List<Pipeline> pipelines) {
    return new Pipelines(
        pipelines.stream().sorted(Comparator.comparingInt(Pipeline::priority)).toList());
  }

  /// A shipped pipeline; empty when there is none of that name.
  public static Optional<Pipeline> shipped(String name) {
    return SHIPPED.contains(name) ? Optional.of(packaged(name)) : Optional.empty();
  }

  /// A pipeline that the library brings for its own use, or ships.
  public static Pipeline packaged(String name) {
    try (InputStream in = Pipelines.class.getResourceAsStream(name + ".yml")) {
      if (in == null) {
        throw new IllegalStateException("the pipeline " + name + " is not packaged");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      PipelineReader.ReadResult read = PipelineReader.read(name + ".yml", text);
      List<String> problems = read.issues().stream().map(Issue::message).toList();
      return read.pipeline()
          .orElseThrow(
              () -> new IllegalStateException("the pipeline " + name + " is broken: " + problems));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// In the order they are applied.
  public List<Pipeline> list() {
    return pipelines;
  }

  public boolean isEmpty() {
    return pipelines.isEmpty();
  }

  /// Values for the placeholders of rules; the first pipeline that knows one says it.
  public Placeholders placeholders() {
    Map<String, List<String>> values = new HashMap<>();
    pipelines.forEach(pipeline -> pipeline.variables().forEach(values::putIfAbsent));
    return new Placeholders(values);
  }

  /// The steps of all, in order.
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    pipelines.forEach(pipeline -> steps.addAll(pipeline.steps()));
    return steps;
  }

  Categories categories(Pipeline pipeline) {
    Categories found = categories.get(pipeline);
    if (found == null) {
      throw new IllegalArgumentException("not one of these pipelines: " + pipeline.name());
    }
    return found;
  }
}
