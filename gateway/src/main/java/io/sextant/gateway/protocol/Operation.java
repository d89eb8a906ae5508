package io.sextant.gateway.protocol;

import io.sextant.inspect.Channel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request asks for, told by method and path alone. Whatever is not here is refused: a path
/// that nobody inspects is never passed on.
public enum Operation {
  /// OpenAI chat completions.
  CHAT(Family.OPENAI, "POST", "/v1/chat/completions"),
  /// OpenAI completions, the older form.
  COMPLETION(Family.OPENAI, "POST", "/v1/completions"),
  /// OpenAI responses.
  RESPONSE(Family.OPENAI, "POST", "/v1/responses"),
  EMBEDDING(Family.OPENAI, "POST", "/v1/embeddings"),
  /// The list of models, or one.
  MODELS(Family.OPENAI, "GET", "/v1/models(/[A-Za-z0-9._:-]{1,128})?"),
  /// Anthropic messages.
  MESSAGES(Family.ANTHROPIC, "POST", "/v1/messages"),
  /// A classifier or regressor: the Open Inference Protocol (KServe v2), KServe v1, or a plain
  /// `/predict`.
  PREDICT(
      Family.PREDICT,
      "POST",
      "/v2/models/[A-Za-z0-9._-]{1,128}(/versions/[A-Za-z0-9._-]{1,64})?/infer"
          + "|/v1/models/[A-Za-z0-9._-]{1,128}:predict|/predict");

  /// Which kind of server understands it.
  public enum Family {
    OPENAI,
    ANTHROPIC,
    PREDICT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Family> of(String label) {
      return Arrays.stream(values()).filter(family -> family.label().equals(label)).findFirst();
    }
  }

  private final Family family;
  private final String method;
  private final Pattern path;

  Operation(Family family, String method, String path) {
    this.family = family;
    this.method = method;
    this.path = Pattern.compile(path);
  }

  public Family family() {
    return family;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// By whose hand the texts of a request are that stand outside any message.
  public Channel channel() {
    return switch (this) {
      case EMBEDDING -> Channel.DOCUMENT;
      case CHAT, COMPLETION, RESPONSE, MODELS, MESSAGES, PREDICT -> Channel.USER;
    };
  }

  /// Whether the request has a body of JSON.
  public boolean hasBody() {
    return method.equals("POST");
  }

  /// The operation behind a method and a path; the path is compared as it came, undecoded.
  public static Optional<Operation> of(String method, String path) {
    return Arrays.stream(values())
        .filter(it -> it.method.equals(method) && it.path.matcher(path).matches())
        .findFirst();
  }

  /// The operation of this label.
  public static Optional<Operation> named(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
  }

  /// Whether some operation has this path under another method.
  public static boolean knowsPath(String path) {
    return Arrays.stream(values()).anyMatch(it -> it.path.matcher(path).matches());
  }
}
