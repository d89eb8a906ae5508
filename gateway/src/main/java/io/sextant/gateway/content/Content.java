package io.sextant.gateway.content;

import io.sextant.gateway.protocol.Part;
import io.sextant.inspect.AttackKind;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.match.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What the detectors say about the texts of one body; each is asked once, and only when somebody
/// wants to know. For one thread.
public final class Content {
  private final Detectors detectors;
  private final List<Part> parts;
  private @org.jspecify.annotations.Nullable List<Judged> attacks;
  private @org.jspecify.annotations.Nullable List<Found> matters;

  /// A part and the verdict on it.
  public record Judged(Part part, Verdict verdict) {}

  /// Something found in a part.
  public record Found(Part part, Finding finding) {}

  public Content(Detectors detectors, List<Part> parts) {
    this.detectors = detectors;
    this.parts = List.copyOf(parts);
  }

  /// Every text that is more than a name, with its verdict.
  public List<Judged> attacks() {
    List<Judged> known = attacks;
    if (known == null) {
      known = new ArrayList<>();
      for (Part part : parts) {
        if (!part.name() && !part.text().isBlank()) {
          known.add(new Judged(part, detectors.attack(part)));
        }
      }
      attacks = known;
    }
    return known;
  }

  /// Personal data and secrets in all texts.
  public List<Found> matters() {
    List<Found> known = matters;
    if (known == null) {
      known = new ArrayList<>();
      for (Part part : parts) {
        for (Finding finding : detectors.matters(part.text())) {
          known.add(new Found(part, finding));
        }
      }
      matters = known;
    }
    return known;
  }

  /// The worst verdict over what users, documents and tools wrote.
  public Optional<Judged> worst() {
    return worst(false);
  }

  /// Whether somebody wanted to know whether a text reads like an attack, and one does.
  public boolean readsLikeAttack() {
    return attacks != null && score() >= Verdict.FLAGGED;
  }

  /// The texts.
  public List<Part> parts() {
    return parts;
  }

  /// How much the worst of them reads like an attack, 0 to 1.
  public double score() {
    return score(false);
  }

  double score(boolean system) {
    return worst(system).map(judged -> judged.verdict().score()).orElse(0.0);
  }

  private Optional<Judged> worst(boolean system) {
    Optional<Judged> worst = Optional.empty();
    double most = Double.NEGATIVE_INFINITY;
    for (Judged judged : attacks()) {
      double score = judged.verdict().score();
      if (isAsked(judged.part().channel(), system) && score > most) {
        worst = Optional.of(judged);
        most = score;
      }
    }
    return worst;
  }

  private static boolean isAsked(Channel channel, boolean system) {
    return switch (channel) {
      case USER, DOCUMENT, TOOL -> !system;
      case SYSTEM -> system;
      case OUTPUT -> false;
    };
  }

  String kind() {
    return worst().flatMap(judged -> judged.verdict().kind()).map(AttackKind::label).orElse("");
  }

  String channel() {
    return worst()
        .filter(judged -> judged.verdict().flagged())
        .map(judged -> judged.part().channel().label())
        .orElse("");
  }

  /// Kinds of personal data in the texts.
  public List<String> personal() {
    return kinds(false);
  }

  /// Kinds of secrets in the texts.
  public List<String> secrets() {
    return kinds(true);
  }

  private List<String> kinds(boolean secrets) {
    TreeSet<String> kinds = new TreeSet<>();
    for (Found found : matters()) {
      if (detectors.isSecret(found.finding().kind()) == secrets) {
        kinds.add(found.finding().kind());
      }
    }
    return List.copyOf(kinds);
  }

  List<String> links() {
    TreeSet<String> links = new TreeSet<>();
    parts.forEach(part -> links.addAll(Links.in(part.text())));
    return List.copyOf(links);
  }
}
