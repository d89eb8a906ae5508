package io.sextant.cli.atlas;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseManifest;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gets the bytes of a release file from disk, standard input, a clone or the web, within limits of
/// size, time and redirects. The web is asked only because a person typed the address.
final class ReleaseSource {
  /// Largest file fetched, in bytes; the largest official one is below 1 MiB.
  static final int MAX_BYTES = 32 << 20;

  /// Time to open a connection.
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// Time for the whole answer of one server.
  private static final Duration TOTAL = Duration.ofSeconds(60);

  private static final int MAX_REDIRECTS = 5;
  private static final int OK = 200;

  private final Console console;

  ReleaseSource(Console console) {
    this.console = console;
  }

  /// What was read, its name, and the tag that its place tells.
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Content(byte[] bytes, String name, Optional<ReleaseId> tag) {
    Content(byte[] bytes, String name) {
      this(bytes, name, Optional.empty());
    }
  }

  /// Reads a release file, or finds it in a folder, a commit of a clone, or by a manifest.
  ///
  /// @param wanted the release to take where there are several
  /// @param ref a tag, branch or commit of the clone that `source` names
  Content read(String source, Optional<ReleaseId> wanted, Optional<String> ref) {
    String scheme = source.replaceFirst(":.*", "").toLowerCase(Locale.ROOT);
    if (scheme.equals("http") || scheme.equals("https")) {
      URI uri = address(source);
      Content fetched = fetch(uri);
      return ReleaseManifest.isManifest(fetched.name())
          ? fetch(uri.resolve(address(entry(fetched, wanted))))
          : fetched;
    }
    String name = scheme.equals("file") ? path(address(source)) : source;
    if (ref.isPresent()) {
      return new ReleaseFinder(new FileTree.GitCommit(Path.of(name), ref.get()), wanted).find();
    }
    if (!name.equals("-") && Files.isDirectory(Path.of(name))) {
      return new ReleaseFinder(new FileTree.Folder(Path.of(name)), wanted).find();
    }
    Content content = file(name);
    if (!ReleaseManifest.isManifest(name)) {
      return content;
    }
    return file(Path.of(name).resolveSibling(entry(content, wanted)).normalize().toString());
  }

  private static String entry(Content manifest, Optional<ReleaseId> wanted) {
    return ReleaseFinder.pathOf(
        ReleaseManifest.read(manifest.bytes(), manifest.name()), wanted, manifest.name());
  }

  private Content file(String name) {
    try (InputStream in = console.open(name)) {
      return new Content(limited(in, name), name.equals("-") ? "<stdin>" : name);
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
  }

  /// All bytes, unless there are too many.
  static byte[] limited(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          name + " has more than " + MAX_BYTES + " bytes (SX-ATLAS-003)",
          "An ATLAS release has about one million bytes. Is this the right file?");
    }
    return bytes;
  }

  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + text + "' is not an address: " + e.getReason(), "");
    }
  }

  private static String path(URI uri) {
    try {
      return Path.of(uri).toString();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + uri + "' does not name a file on this machine: " + e.getMessage(),
          "Write it as file:///folder/ATLAS-2026.05.yaml.");
    }
  }

  private Content fetch(URI asked) {
    if (console.errIsTerminal()) {
      console.err().println("fetching " + asked);
    }
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      URI current = asked;
      for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
        HttpResponse<InputStream> response = request(client, current);
        try (InputStream body = response.body()) {
          Optional<URI> next = redirect(current, response);
          if (next.isEmpty()) {
            checkAnswer(current, response);
            return new Content(body(body, current), name(asked));
          }
          current = next.get();
        }
      }
      throw failed(asked, "more than " + MAX_REDIRECTS + " redirects");
    } catch (IOException e) {
      throw failed(asked, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failed(asked, "interrupted");
    }
  }

  private static HttpResponse<InputStream> request(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    if (uri.getHost() == null) {
      throw failed(uri, "the address names no host");
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TOTAL)
            .header("Accept", "application/yaml, text/yaml, text/plain, */*;q=0.1")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  /// Reads the body, also when it comes drop by drop: the client's own time limit ends with the
  /// headers.
  private static byte[] body(InputStream in, URI uri) throws IOException, InterruptedException {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread reader =
        Thread.startVirtualThread(() -> {
          try {
            bytes.complete(limited(in, uri.toString()));
          } catch (IOException | CommandFailure e) {
            bytes.completeExceptionally(e);
          }
        });
    try {
      return bytes.get(TOTAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      reader.interrupt();
      throw new IOException("the answer took longer than " + TOTAL.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandFailure failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
  }

  private static Optional<URI> redirect(URI from, HttpResponse<?> response) {
    boolean redirects =
        switch (response.statusCode()) {
          case 301, 302, 303, 307, 308 -> true;
          default -> false;
        };
    if (!redirects) {
      return Optional.empty();
    }
    String location =
        response
            .headers()
            .firstValue("location")
            .orElseThrow(() -> failed(from, "a redirect without an address"));
    URI next = from.resolve(address(location));
    String scheme = next.getScheme() == null ? "" : next.getScheme().toLowerCase(Locale.ROOT);
    boolean downgrade = "https".equalsIgnoreCase(from.getScheme()) && scheme.equals("http");
    if (downgrade || !(scheme.equals("http") || scheme.equals("https"))) {
      throw failed(from, "it redirects to " + next + ", which is not followed");
    }
    return Optional.of(next);
  }

  private static void checkAnswer(URI uri, HttpResponse<?> response) {
    if (response.statusCode() != OK) {
      throw failed(uri, "the server answers " + response.statusCode());
    }
    String type = response.headers().firstValue("content-type").orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          uri + " is a web page, not a release file (SX-ATLAS-021)",
          "Give the address of the raw file; at GitHub it begins with https://raw.githubusercontent.com/.");
    }
  }

  private static String name(URI uri) {
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isEmpty() ? uri.toString() : last;
  }

  private static CommandFailure failed(URI uri, String why) {
    return new CommandFailure(
        ExitCode.ENVIRONMENT,
        "cannot fetch " + uri + ": " + why + " (SX-ATLAS-021)",
        "Download it by other means and import the file.");
  }
}
