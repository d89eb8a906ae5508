package io.sextant.atlas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Document;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/// The Markdown that releases are written in (CommonMark 0.31), for pages that strangers read:
/// paragraphs, lists, quotes, emphasis, code and links stay, links to objects lead to their pages
/// here, other links only to `http` and `https`. Pictures become their description. Markup in HTML
/// that only forms text (`div`, `span`, `br` …) goes, all other HTML is text.
///
/// Thread-safe.
public final class Prose {
  /// Deeper nesting is nobody's writing and could exhaust a renderer's stack.
  private static final int MAX_DEPTH = 60;

  private static final String SITE = "https://atlas.mitre.org";

  private static final Pattern OBJECT =
      Pattern.compile("(?:" + SITE + ")?/[a-z-]{1,30}/(AML\\.[A-Z]{1,3}[0-9.]{1,12})/?");

  private static final Pattern WEB = Pattern.compile("https?://[^\\s\"<>]+");

  private static final Pattern CITED = Pattern.compile("[\\w.-]{1,60}");

  private static final Pattern TAG = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9]*)(?:\\s[^<>]*)?/?>");

  /// Elements that say how text looks, not what it says.
  private static final Set<String> FORMING =
      Set.of(
          "a",
          "b",
          "blockquote",
          "br",
          "center",
          "code",
          "details",
          "div",
          "em",
          "font",
          "hr",
          "i",
          "li",
          "ol",
          "p",
          "pre",
          "small",
          "span",
          "strong",
          "sub",
          "summary",
          "sup",
          "u",
          "ul");

  /// Characters of text that could begin markup, what stands for them while Markdown is written (of
  /// the private use area, so of no source), and how they are written.
  private enum Mark {
    LESS("<", '\uE000', "&lt;"),
    MORE(">", '\uE001', "&gt;"),
    OPEN("](", '\uE002', "]\\(");

    private final String text;
    private final char stand;
    private final String written;

    Mark(String text, char stand, String written) {
      this.text = text;
      this.stand = stand;
      this.written = written;
    }
  }

  private static final Parser PARSER = Parser.builder().build();

  private static final HtmlRenderer HTML =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .attributeProviderFactory(_ ->
              (node, _, attributes) -> {
                if (node instanceof Link link) {
                  boolean leaves = WEB.matcher(link.getDestination()).matches();
                  attributes.put("rel", leaves ? "noreferrer noopener" : "");
                  attributes.values().removeIf(String::isEmpty);
                }
              })
          .build();

  private static final MarkdownRenderer MARKDOWN = MarkdownRenderer.builder().build();

  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).build();

  private final ReleaseIndex index;
  private final Function<AtlasObject, Optional<String>> pages;

  /// @param index tells which objects there are
  /// @param pages where the page of an object is; none for objects without one
  public Prose(ReleaseIndex index, Function<AtlasObject, Optional<String>> pages) {
    this.index = index;
    this.pages = pages;
  }

  /// The words of an object with its references defined (CommonMark, section 4.7), so that marks
  /// such as `[[id]]` lead to them.
  public static String citing(String words, AtlasObject of) {
    StringBuilder all = new StringBuilder(words);
    for (Reference reference : of.references()) {
      if (words.contains("[" + reference.id() + "]")
          && CITED.matcher(reference.id()).matches()
          && WEB.matcher(reference.url()).matches()) {
        all.append("\n\n[")
            .append(reference.id())
            .append("]: <")
            .append(reference.url())
            .append('>');
      }
    }
    return all.toString();
  }

  /// As HTML in which nothing of the source is markup but what is named above.
  public String html(String markdown) {
    return HTML.render(cleaned(markdown, this::target)).strip();
  }

  /// The same of what is said of an object, with its references.
  public String html(String words, AtlasObject of) {
    return html(citing(words, of));
  }

  /// What is said of an object as text without markup.
  public static String text(String words, AtlasObject of) {
    return text(citing(words, of));
  }

  /// As text without markup: paragraphs and lists, links by their words alone.
  static String text(String markdown) {
    Node document = cleaned(markdown, _ -> Optional.empty());
    return TEXT.render(document).strip();
  }

  /// As Markdown in which no HTML stands but in code.
  public String markdown(String markdown) {
    String source = markdown;
    for (Mark mark : Mark.values()) {
      source = source.replace(mark.stand, ' ');
    }
    Node document = cleaned(source, this::target);
    nodes(document).orElseThrow().forEach(Prose::mark);
    String written = MARKDOWN.render(document);
    for (Mark mark : Mark.values()) {
      written = written.replace(String.valueOf(mark.stand), mark.written);
    }
    return written.strip();
  }

  /// The renderer would escape by a backslash, which not every reader of Markdown knows.
  private static void mark(Node node) {
    if (node instanceof Text text) {
      String literal = text.getLiteral();
      for (Mark mark : Mark.values()) {
        literal = literal.replace(mark.text, String.valueOf(mark.stand));
      }
      text.setLiteral(literal);
    }
  }

  /// @param target where a link of the source leads; nowhere leaves its words
  private static Node cleaned(String markdown, Function<String, Optional<String>> target) {
    Node document = PARSER.parse(markdown);
    Optional<List<Node>> nodes = nodes(document);
    if (nodes.isEmpty()) {
      return plain(markdown);
    }
    nodes.get().forEach(node -> clean(node, target));
    return document;
  }

  /// All nodes below, or nothing when they nest too deeply.
  private static Optional<List<Node>> nodes(Node document) {
    record Place(Node node, int depth) {}
    List<Node> nodes = new ArrayList<>();
    Deque<Place> left = new ArrayDeque<>();
    left.push(new Place(document, 0));
    while (!left.isEmpty()) {
      Place place = left.pop();
      if (place.depth > MAX_DEPTH) {
        return Optional.empty();
      }
      for (Node each = place.node.getFirstChild(); each != null; each = each.getNext()) {
        nodes.add(each);
        left.push(new Place(each, place.depth + 1));
      }
    }
    return Optional.of(nodes);
  }

  private static Node plain(String text) {
    Document document = new Document();
    for (String paragraph : text.split("\n\\s*\n")) {
      document.appendChild(paragraph(paragraph.strip()));
    }
    return document;
  }

  private static Node paragraph(String text) {
    Paragraph paragraph = new Paragraph();
    paragraph.appendChild(new Text(text.replace('\n', ' ')));
    return paragraph;
  }

  private static void clean(Node node, Function<String, Optional<String>> target) {
    switch (node) {
      case Link link ->
          target
              .apply(link.getDestination())
              .ifPresentOrElse(link::setDestination, () -> unwrap(link));
      case Image image -> unwrap(image);
      case HtmlInline inline -> replace(inline, inline(inline.getLiteral()));
      case HtmlBlock block -> replace(block, block(block.getLiteral()));
      case Heading heading -> replace(heading, Optional.of(bold(heading)));
      default -> {}
    }
  }

  /// Where a link of the source leads here.
  private Optional<String> target(String destination) {
    Matcher object = OBJECT.matcher(destination);
    if (object.matches()) {
      return AtlasId.parse(object.group(1))
          .flatMap(index::object)
          .flatMap(pages)
          .or(() -> Optional.of(destination.startsWith("/") ? SITE + destination : destination));
    }
    return WEB.matcher(destination).matches() ? Optional.of(destination) : Optional.empty();
  }

  private static Optional<Node> inline(String literal) {
    Matcher tag = TAG.matcher(literal);
    if (!tag.matches() || !forms(tag)) {
      return Optional.of(new Text(literal));
    }
    return tag.group(1).equalsIgnoreCase("br")
        ? Optional.of(new HardLineBreak())
        : Optional.empty();
  }

  private static Optional<Node> block(String literal) {
    String text =
        TAG.matcher(literal)
            .replaceAll(tag -> forms(tag) ? " " : Matcher.quoteReplacement(tag.group()))
            .strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(paragraph(text));
  }

  private static boolean forms(MatchResult tag) {
    return FORMING.contains(tag.group(1).toLowerCase(Locale.ROOT));
  }

  /// The headings of a page are its own.
  private static Node bold(Heading heading) {
    StrongEmphasis words = new StrongEmphasis("**");
    for (Node child = heading.getFirstChild(); child != null; child = heading.getFirstChild()) {
      words.appendChild(child);
    }
    Paragraph paragraph = new Paragraph();
    paragraph.appendChild(words);
    return paragraph;
  }

  private static void replace(Node node, Optional<Node> other) {
    other.ifPresent(node::insertBefore);
    node.unlink();
  }

  private static void unwrap(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
      node.insertBefore(child);
    }
    node.unlink();
  }
}
