package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.lint.Impact;
import io.sextant.cli.Json;
import io.sextant.cli.Sarif;
import io.sextant.cli.TablePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The review list of a change of release, in every form that it is given in.
record ImpactReport(ReleaseIndex from, ReleaseIndex to, List<ImpactReport.Item> items) {
  private static final String UNOWNED = "(unowned)";

  ImpactReport {
    items = List.copyOf(items);
  }

  /// One entry of the list.
  ///
  /// @param owner who has to look at it, where the file or its repository says so
  /// @param note more about what is touched; empty for a place in a file
  record Item(Impact impact, Optional<String> owner, String note) {}

  boolean breaks() {
    return items.stream().anyMatch(item -> item.impact().weight() == Impact.Weight.BREAKS);
  }

  TablePrinter table() {
    TablePrinter table = new TablePrinter("WEIGHT", "WHERE", "ID", "NAME", "CHANGE", "OWNER");
    for (Item item : items) {
      Impact impact = item.impact();
      table.row(weight(item), where(item), impact.id(), impact.name(), changes(item), owner(item));
    }
    return table;
  }

  ObjectNode document() {
    ObjectNode document = Json.object();
    document.put("from", from.release().id().tag()).put("to", to.release().id().tag());
    ArrayNode array = document.putArray("items");
    lines().forEach(array::add);
    return document;
  }

  List<ObjectNode> lines() {
    List<ObjectNode> lines = new ArrayList<>();
    for (Item item : items) {
      Impact impact = item.impact();
      ObjectNode node = Json.object().put("weight", weight(item));
      node.put("file", impact.file()).put("line", impact.line()).put("column", impact.column());
      node.put("found", impact.written()).put("id", impact.id().value());
      node.put("name", impact.name());
      ArrayNode changes = node.putArray("changes");
      for (Change change : impact.changes()) {
        ObjectNode one = changes.addObject().put("change", change.kind().word());
        one.put("before", change.before()).put("after", change.after());
        change.successor().ifPresent(id -> one.put("successor", id.value()));
      }
      item.owner().ifPresent(owner -> node.put("owner", owner));
      if (!item.note().isEmpty()) {
        node.put("note", item.note());
      }
      lines.add(node);
    }
    return lines;
  }

  /// A task list for each owner.
  String markdown() {
    Map<String, List<Item>> byOwner =
        items.stream()
            .collect(Collectors.groupingBy(ImpactReport::owner, TreeMap::new, Collectors.toList()));
    StringBuilder page = new StringBuilder();
    page.append("# ATLAS ").append(from.release().id()).append(" to ").append(to.release().id());
    page.append("\n\n");
    if (items.isEmpty()) {
      page.append("Nothing is touched.\n");
    }
    byOwner.forEach((owner, tasks) -> {
      page.append("## ").append(plain(owner)).append("\n\n");
      for (Item item : tasks) {
        page.append("- [ ] **").append(weight(item)).append("** `");
        page.append(where(item).replace("`", "'")).append("`: ");
        page.append(item.impact().id()).append(' ').append(plain(item.impact().name()));
        page.append(" – ").append(plain(changes(item))).append('\n');
      }
      page.append('\n');
    });
    return page.toString();
  }

  ObjectNode sarif() {
    Sarif log = Sarif.of("sextant atlas impact");
    log.driver()
        .putObject("properties")
        .put("from", from.release().id().tag())
        .put("to", to.release().id().tag());
    for (Impact.Weight weight : Impact.Weight.values()) {
      String name = weight.name().toLowerCase(Locale.ROOT);
      log.rules().addObject().put("id", code(weight)).put("name", name);
    }
    for (Item item : items) {
      Impact impact = item.impact();
      ObjectNode result = log.results().addObject().put("ruleId", code(impact.weight()));
      result.put("level", level(impact.weight()));
      String text =
          impact.id() + " " + impact.name() + ": " + changes(item) + ". Owner: " + owner(item);
      result.putObject("message").put("text", text);
      if (impact.line() > 0) {
        Sarif.place(
            result, impact.file(), impact.line(), impact.column(), impact.written().length());
      }
    }
    return log.document();
  }

  private static String code(Impact.Weight weight) {
    return switch (weight) {
      case BREAKS -> "SX-ATLAS-060";
      case REVIEW -> "SX-ATLAS-061";
      case NOTE -> "SX-ATLAS-062";
    };
  }

  private static String level(Impact.Weight weight) {
    return switch (weight) {
      case BREAKS -> "error";
      case REVIEW -> "warning";
      case NOTE -> "note";
    };
  }

  private static String weight(Item item) {
    return item.impact().weight().name().toLowerCase(Locale.ROOT);
  }

  private static String owner(Item item) {
    return item.owner().orElse(UNOWNED);
  }

  private static String where(Item item) {
    Impact impact = item.impact();
    return impact.line() > 0
        ? impact.file() + ":" + impact.line() + ":" + impact.column()
        : impact.file() + " (" + item.note() + ")";
  }

  private static String changes(Item item) {
    return item.impact().changes().stream()
        .map(ImpactReport::text)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String text(Change change) {
    String successor = change.successor().map(AtlasId::value).map(id -> ", now " + id).orElse("");
    String word = change.kind().word().replace('_', ' ');
    if (change.kind() == Change.Kind.REMOVED) {
      return word + successor;
    }
    return change.before().isEmpty()
        ? word + ": " + change.after()
        : word + ": " + change.before() + " -> " + change.after();
  }

  /// Text that may not act as Markdown.
  private static String plain(String text) {
    return text.replaceAll("[\\\\`*_\\[\\]<>#|]", "\\\\$0").replaceAll("\\p{Cntrl}", " ");
  }
}
