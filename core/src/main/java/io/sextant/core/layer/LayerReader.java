package io.sextant.core.layer;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a layer of the ATT&CK Navigator, format 4.x, and says everything that is wrong with it.
/// Keys that it does not know are let through: other tools have their own.
public final class LayerReader {
  /// Largest layer, in bytes. One of every technique with a long comment has about a third of it.
  public static final int MAX_BYTES = 2 << 20;

  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_CELLS = 10_000;
  private static final int MAX_LIST = 100;
  private static final Pattern DOMAIN = Pattern.compile("[a-z][a-z0-9-]{0,59}");
  private static final Pattern TECHNIQUE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,39}");
  private static final Pattern COLOUR =
      Pattern.compile("|#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{8}");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]{1,2000}");
  private static final Pattern VERSION = Pattern.compile("4(\\.\\d{1,2})?");
  private static final String RELEASE_KEY = "atlas_data_version";

  private final IssueLog log;

  private LayerReader(IssueLog log) {
    this.log = log;
  }

  /// A layer, unless there are errors.
  public record Reading(Optional<LayerDocument> layer, List<Issue> issues) {}

  /// @param file names the text in issues
  public static Reading read(String file, String json) {
    IssueLog log = new IssueLog(file, json);
    LayerReader reader = new LayerReader(log);
    Optional<LayerDocument> layer = Optional.empty();
    if (json.stripLeading().startsWith("{")) {
      layer = Documents.read(json, log).stream().findFirst().map(tree -> reader.layer(tree, json));
    } else {
      log.error(
          Codes.NO_LAYER, Place.FILE, "not a JSON object", "Give a layer of the Navigator, 4.x.");
    }
    return new Reading(layer.filter(_ -> log.errors() == 0), log.issues());
  }

  private LayerDocument layer(Tree tree, String json) {
    String name = required(tree, "name", MAX_NAME).strip();
    String domain = required(tree, "domain", MAX_NAME);
    if (!domain.isEmpty() && !DOMAIN.matcher(domain).matches()) {
      wrong(tree, "domain", "a word such as atlas-atlas", domain);
    }
    tree.at("versions", "layer")
        .or(() -> tree.get("version"))
        .filter(version -> !version.text().map(VERSION.asMatchPredicate()::test).orElse(false))
        .ifPresent(version -> wrong(version, "the layer's format", "4.0 to 4.5"));
    text(tree, "description", MAX_TEXT);
    gradient(tree);
    tree.list("legendItems").forEach(this::legendItem);
    notes(tree);
    Optional<Tree> cells = tree.get("techniques").filter(Tree.Sequence.class::isInstance);
    if (cells.isEmpty()) {
      log.error(
          Codes.MISSING,
          tree.place(),
          "a layer has a list of 'techniques'; there is none",
          "An empty list will do.");
    }
    List<Tree> items = cells.map(Tree::items).orElse(List.of());
    if (items.size() > MAX_CELLS) {
      log.error(
          Codes.OVER_LIMIT,
          tree.place(),
          items.size() + " techniques; at most " + MAX_CELLS + " are taken",
          "");
    }
    items.stream().limit(MAX_CELLS).forEach(this::cell);
    return new LayerDocument(name, domain, release(tree), items.size(), json);
  }

  private static String release(Tree tree) {
    return tree.list("metadata").stream()
        .filter(entry -> entry.text("name").filter(RELEASE_KEY::equals).isPresent())
        .flatMap(entry -> entry.text("value").stream())
        .filter(value -> value.length() <= MAX_NAME)
        .findFirst()
        .orElse("");
  }

  private void cell(Tree cell) {
    String id = required(cell, "techniqueID", MAX_NAME);
    if (!id.isEmpty() && !TECHNIQUE.matcher(id).matches()) {
      wrong(cell, "techniqueID", "an id such as AML.T0051", id);
    }
    text(cell, "tactic", MAX_NAME);
    text(cell, "comment", MAX_TEXT);
    cell.get("score").ifPresent(score -> number(score, "score"));
    cell.get("color").ifPresent(this::colour);
    truth(cell, "enabled");
    truth(cell, "showSubtechniques");
    notes(cell);
  }

  private void gradient(Tree tree) {
    Optional<Tree> gradient = tree.get("gradient");
    if (gradient.isEmpty()) {
      return;
    }
    List<Tree> colours = gradient.get().list("colors");
    if (colours.size() < 2 || colours.size() > MAX_LIST) {
      wrong(gradient.get(), "colors", "a list of two or more colours");
    }
    colours.stream().limit(MAX_LIST).forEach(this::colour);
    for (String end : List.of("minValue", "maxValue")) {
      gradient
          .get()
          .get(end)
          .ifPresentOrElse(
              value -> number(value, end), () -> wrong(gradient.get(), end, "a number"));
    }
  }

  private void legendItem(Tree item) {
    text(item, "label", MAX_NAME);
    item.get("color").ifPresent(this::colour);
  }

  /// Links and metadata; a divider may stand in place of either.
  private void notes(Tree tree) {
    for (String key : List.of("links", "metadata")) {
      List<Tree> items = tree.list(key);
      if (items.size() > MAX_LIST) {
        wrong(tree, key, "a list of at most " + MAX_LIST);
      }
      items.stream()
          .limit(MAX_LIST)
          .filter(item -> item.get("divider").isEmpty())
          .forEach(item -> {
            text(item, key.equals("links") ? "label" : "name", MAX_NAME);
            text(item, "value", MAX_TEXT);
            item.get("url")
                .filter(url -> !url.text().map(ADDRESS.asMatchPredicate()::test).orElse(false))
                .ifPresent(
                    url -> wrong(url, "url", "an address that begins with https:// or http://"));
          });
    }
  }

  private String required(Tree tree, String key, int most) {
    Optional<String> text = tree.text(key).filter(value -> !value.isBlank());
    if (text.isEmpty()) {
      log.error(Codes.MISSING, tree.place(), "'" + key + "' is missing or empty", "Add it.");
      return "";
    }
    text(tree, key, most);
    return text.get();
  }

  private void text(Tree tree, String key, int most) {
    Optional<Tree> value = tree.get(key);
    if (value.isEmpty()) {
      return;
    }
    if (!(value.get() instanceof Tree.Scalar)) {
      wrong(value.get(), key, "a text");
    } else if (value.get().text().orElse("").length() > most) {
      log.error(
          Codes.OVER_LIMIT,
          value.get().place(),
          "'" + key + "' is longer than " + most + " characters",
          "Shorten it.");
    }
  }

  private void number(Tree value, String key) {
    if (!(value instanceof Tree.Scalar(_, String written, boolean plain)
        && plain
        && isFinite(written))) {
      wrong(value, key, "a number");
    }
  }

  private static boolean isFinite(String written) {
    try {
      return Double.isFinite(Double.parseDouble(written));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void truth(Tree tree, String key) {
    tree.get(key)
        .filter(value ->
            !(value instanceof Tree.Scalar(_, String written, boolean plain)
                && plain
                && (written.equals("true") || written.equals("false"))))
        .ifPresent(value -> wrong(value, key, "true or false"));
  }

  private void colour(Tree value) {
    if (!value.text().map(COLOUR.asMatchPredicate()::test).orElse(false)) {
      wrong(value, "a colour", "written as #rrggbb");
    }
  }

  private void wrong(Tree parent, String key, String expected, String found) {
    log.error(
        Codes.WRONG_VALUE,
        parent.get(key).map(Tree::place).orElse(parent.place()),
        "'" + key + "' must be " + expected + ", found '" + shown(found) + "'",
        "");
  }

  private void wrong(Tree value, String what, String expected) {
    String found = value.text().map(LayerReader::shown).orElse(value.kind());
    log.error(
        Codes.WRONG_VALUE, value.place(), what + " must be " + expected + ", found " + found, "");
  }

  private static String shown(String text) {
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
  }
}
