package io.sextant.inspect.secret;

import io.sextant.inspect.match.Boundary;
import io.sextant.inspect.match.Check;
import io.sextant.inspect.match.Check.Part;
import io.sextant.inspect.match.Check.Weight;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.Recogniser.Topics;
import io.sextant.inspect.match.RecogniserSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Recognisers of secrets. A key format counts by its form unless it is plainly a placeholder; a
/// value counts when a name says that it is a secret and it looks like no word and no code.
public final class Secrets {
  private static final String NAMES =
      "(?:passw(?:or)?d|passphrase|pwd|secret(?:[ _-]?key)?|token|api[ _-]?key|access[ _-]?key|auth[ _-]?key"
          + "|account[ _-]?key|private[ _-]?key|credentials?|passwort|kennwort|mot de passe|senha|clave)";

  /// Kind and shape, one pair after another.
  private static final String[] FORMATS = {
    "aws-access-key", "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",
    "github-token", "gh[pousr]_[A-Za-z0-9]{36,251}",
    "github-token", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
    "gitlab-token", "gl(?:pat|dt|rt|ptt|cbt|oas|soat|ft|imt|agent)-[A-Za-z0-9_-]{20,200}",
    "slack-token", "xox[abeoprs]-[A-Za-z0-9-]{10,250}",
    "slack-token", "xapp-\\d-[A-Z0-9]{8,14}-\\d{10,14}-[a-f0-9]{32,80}",
    "slack-webhook", "https://hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9+/]{30,80}",
    "discord-webhook",
        "https://(?:ptb\\.|canary\\.)?discord(?:app)?\\.com/api/webhooks/\\d{17,20}/[\\w-]{60,80}",
    "stripe-key", "(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{16,250}",
    "stripe-key", "whsec_[A-Za-z0-9+/=]{24,80}",
    "openai-key", "sk-[A-Za-z0-9]{48}",
    "openai-key", "sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{40,220}",
    "anthropic-key", "sk-ant-[a-z]{3,6}\\d{2}-[A-Za-z0-9_-]{60,120}",
    "openrouter-key", "sk-or-v1-[a-f0-9]{64}",
    "google-api-key", "AIza[A-Za-z0-9_-]{35}",
    "google-oauth", "ya29\\.[A-Za-z0-9_-]{20,250}",
    "google-oauth", "GOCSPX-[A-Za-z0-9_-]{28}",
    "azure-client-secret", "[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}",
    "digitalocean-token", "do[opr]_v1_[a-f0-9]{64}",
    "huggingface-token", "(?:hf_|api_org_)[A-Za-z0-9]{34}",
    "npm-token", "npm_[A-Za-z0-9]{36}",
    "pypi-token", "pypi-AgE[A-Za-z0-9_-]{50,250}",
    "rubygems-key", "rubygems_[a-f0-9]{48}",
    "sendgrid-key", "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}",
    "mailgun-key", "key-[a-f0-9]{32}",
    "mailchimp-key", "[a-f0-9]{32}-us\\d{1,2}",
    "twilio-key", "SK[a-f0-9]{32}",
    "telegram-token", "\\d{8,10}:AA[A-Za-z0-9_-]{33}",
    "discord-token", "[MNO][A-Za-z0-9]{23,25}\\.[\\w-]{6}\\.[\\w-]{27,40}",
    "shopify-token", "shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}",
    "square-token", "sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}",
    "databricks-token", "dapi[a-f0-9]{32}(?:-\\d)?",
    "grafana-token", "gl(?:sa|c)_[A-Za-z0-9_=]{32,250}",
    "newrelic-key", "NRAK-[A-Z0-9]{27}",
    "linear-key", "lin_(?:api|oauth)_[A-Za-z0-9]{40,64}",
    "notion-token", "(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,50})",
    "figma-token", "fig[du]_[A-Za-z0-9_-]{40,60}",
    "postman-key", "PMAK-[a-f0-9]{24}-[a-f0-9]{34}",
    "vault-token", "hv[sbr]\\.[A-Za-z0-9_-]{24,250}",
    "terraform-token", "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}",
    "docker-token", "dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}",
    "atlassian-token", "ATATT3[A-Za-z0-9_=-]{100,250}",
    "pulumi-token", "pul-[a-f0-9]{40}",
    "doppler-token", "dp\\.(?:pt|st|ct|sa)\\.[A-Za-z0-9._-]{40,60}",
    "supabase-token", "sb(?:p|_secret)_[A-Za-z0-9_-]{31,64}",
    "planetscale-token", "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}",
    "replicate-token", "r8_[A-Za-z0-9]{37}",
    "groq-key", "gsk_[A-Za-z0-9]{52}",
    "perplexity-key", "pplx-[A-Za-z0-9]{48,56}",
    "xai-key", "xai-[A-Za-z0-9]{70,90}",
    "langsmith-key", "lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}",
    "pinecone-key", "pcsk_[A-Za-z0-9_]{60,80}",
    "sentry-token", "sntry[su]_[A-Za-z0-9+/=_-]{40,250}",
    "cloudflare-key", "v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}",
    "google-oauth", "1//0[A-Za-z0-9_-]{40,120}",
    "azure-signature", "sig=[A-Za-z0-9%+/]{40,64}%3[Dd]",
    "easypost-key", "EZ[AT]K[A-Za-z0-9]{54}",
    "typeform-token", "tfp_[A-Za-z0-9_-]{40,60}",
    "age-key", "AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}"
  };

  private Secrets() {}

  /// All of them.
  public static RecogniserSet recognisers() {
    return RecogniserSet.of(list());
  }

  /// All of them, to join with others.
  public static List<Recogniser> list() {
    List<Recogniser> all = new ArrayList<>();
    all.add(
        secret(
            "private-key",
            "-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-<>]{32,60}[^-<>]*"
                + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?",
            Boundary.NONE,
            Check.whole(Weight.CERTAIN, Secrets::keyBody),
            "a private key in PEM form"));
    all.add(
        secret(
            "jwt",
            "eyJ[A-Za-z0-9_-]{10,1000}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, Secrets::jwt),
            "a JSON web token: its header decodes and names an algorithm"));
    for (int i = 0; i < FORMATS.length; i += 2) {
      all.add(
          secret(
              FORMATS[i],
              FORMATS[i + 1],
              Boundary.WORD,
              Check.whole(Weight.CERTAIN, m -> !Placeholders.standIn(m)),
              "the form of this provider's keys"));
    }
    all.addAll(inContext());
    return List.copyOf(all);
  }

  private static List<Recogniser> inContext() {
    return List.of(
        secret(
            "url-password",
            "[a-z][a-z0-9+]{1,14}://[^\\s/:@\"'<>]{0,64}:[^\\s/@\"'<>]{3,128}@[A-Za-z0-9.\\[]",
            Boundary.LEFT,
            Secrets::urlPassword,
            "a password inside an address"),
        secret(
            "bearer-token",
            "(?i)(?:bearer|basic|token) [A-Za-z0-9_.~+/=-]{16,}",
            Boundary.WORD,
            match -> value(match, match.indexOf(' ') + 1),
            "credentials of an Authorization header"),
        secret(
            "assigned-secret",
            "(?i)"
                + NAMES
                + "[\"'\\])]{0,2}[ \\t]{0,4}(?::=|=>|==?|:)[ \\t]{0,4}[\"'`]?[^\\s\"'`,;<>]{6,200}",
            Boundary.NONE,
            Secrets::assigned,
            "a value given to a name that means a secret"),
        secret(
            "assigned-secret",
            "(?i)" + NAMES + " (?:is|ist|lautet|est|es|e):? [\"'`]?[^\\s\"'`,;<>]{6,200}",
            Boundary.WORD,
            Secrets::said,
            "a value that is said to be a secret"));
  }

  private static Recogniser secret(
      String kind, String shape, Boundary boundary, Check check, String why) {
    return new Recogniser(kind, shape, boundary, check, Topics.NONE, why);
  }

  /// Real keys go on for at least 32 letters without a word's spaces.
  private static boolean keyBody(String match) {
    int start = match.indexOf("-----", 10) + 5;
    String body = match.substring(start).replace("\\n", "\n");
    for (String line : body.split("\\s", 0)) {
      if (line.length() >= 24 && line.matches("[A-Za-z0-9+/=]{24,4000}")) {
        return true;
      }
    }
    return false;
  }

  private static boolean jwt(String match) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(match.substring(0, match.indexOf('.')));
      String text = new String(header, StandardCharsets.UTF_8);
      return text.startsWith("{") && (text.contains("\"alg\"") || text.contains("\"enc\""));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Part> urlPassword(String match) {
    int from = match.indexOf(':', match.indexOf("://") + 3) + 1;
    int to = match.lastIndexOf('@');
    return to <= from || Placeholders.placeholder(match.substring(from, to))
        ? Optional.empty()
        : Optional.of(new Part(from, to, Weight.CERTAIN));
  }

  private static Optional<Part> assigned(String match) {
    int equals = match.indexOf('=');
    int colon = match.indexOf(':');
    int first = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    int from = first + 1;
    while (from < match.length() && "=> \t\"'`".indexOf(match.charAt(from)) >= 0) {
      from++;
    }
    return value(match, from);
  }

  private static Optional<Part> said(String match) {
    String lower = match.toLowerCase(Locale.ROOT);
    int from = lower.lastIndexOf(' ') + 1;
    while (from < match.length() && "\"'`".indexOf(match.charAt(from)) >= 0) {
      from++;
    }
    return value(match, from);
  }

  private static Optional<Part> value(String match, int from) {
    int to = match.length();
    while (to > from && ".)]}!?".indexOf(match.charAt(to - 1)) >= 0) {
      to--;
    }
    return to > from && Placeholders.secretive(match.substring(from, to))
        ? Optional.of(new Part(from, to, Weight.CERTAIN))
        : Optional.empty();
  }
}
