package io.sextant.gateway.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.core.policy.Constraint.Matter;
import io.sextant.gateway.protocol.Part;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.match.Finding;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.RecogniserSet;
import io.sextant.inspect.privacy.PersonalData;
import io.sextant.inspect.secret.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The detectors that the gateway asks. Immutable but for a bounded memory of verdicts; any number
/// of threads may share one.
///
/// A conversation comes again with every turn of it, and a system prompt with every request, so
/// verdicts on texts seen lately are kept.
public final class Detectors {
  private static final Map<String, String> VERSIONS =
      Map.of("attack", "3", "personal-data", "2", "secrets", "2");

  /// Characters of text whose verdicts are remembered; a text costs two bytes a character.
  private static final long REMEMBERED_CHARACTERS = 8L << 20;

  /// Room that an entry takes besides its text, in characters.
  private static final int ENTRY_CHARACTERS = 200;

  private final PromptInspector attacks;
  private final Map<String, String> versions;
  private final RecogniserSet everything;
  private final Map<Set<Matter>, RecogniserSet> byMatter;
  private final Set<String> secretKinds;
  private final Cache<Asked, Verdict> verdicts =
      Caffeine.newBuilder()
          .maximumWeight(REMEMBERED_CHARACTERS)
          .weigher((Asked asked, Verdict _) -> asked.text().length() + ENTRY_CHARACTERS)
          .executor(Runnable::run)
          .build();

  private record Asked(Channel channel, String text) {}

  public Detectors(PromptInspector attacks) {
    this.attacks = attacks;
    this.versions = versions(attacks);
    List<Recogniser> secrets = Secrets.list();
    List<Recogniser> both = new ArrayList<>(PersonalData.list());
    both.addAll(secrets);
    everything = RecogniserSet.of(both);
    byMatter =
        Map.of(
            Set.of(Matter.PERSONAL_DATA), RecogniserSet.of(PersonalData.list()),
            Set.of(Matter.SECRETS), RecogniserSet.of(secrets),
            Set.of(Matter.PERSONAL_DATA, Matter.SECRETS), everything);
    secretKinds = secrets.stream().map(Recogniser::kind).collect(Collectors.toSet());
  }

  /// With the models that ship, without a second stage.
  public static Detectors builtIn() {
    return new Detectors(PromptInspector.builtIn());
  }

  /// Versions of the detectors as they stand in the ledger: they change whenever what is found may.
  public Map<String, String> versions() {
    return versions;
  }

  private static Map<String, String> versions(PromptInspector attacks) {
    Map<String, String> versions = new HashMap<>(VERSIONS);
    attacks.second().ifPresent(it -> versions.put("encoder", it.weighing().fingerprint()));
    return Map.copyOf(versions);
  }

  /// The verdict on one text as an attack on a model.
  Verdict attack(Part part) {
    Asked asked = new Asked(part.channel(), part.text());
    Verdict known = verdicts.getIfPresent(asked);
    if (known == null) {
      known = attacks.inspect(asked.text(), asked.channel());
      verdicts.put(asked, known);
    }
    return known;
  }

  /// Personal data and secrets in one text.
  List<Finding> matters(String text) {
    return everything.find(text);
  }

  boolean isSecret(String kind) {
    return secretKinds.contains(kind);
  }

  /// What finds the given matters.
  public RecogniserSet recognisers(Set<Matter> matters) {
    RecogniserSet set = byMatter.get(new HashSet<>(matters));
    if (set == null) {
      throw new IllegalArgumentException("nothing finds " + matters);
    }
    return set;
  }
}
