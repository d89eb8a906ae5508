package io.sextant.server.atlas;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes safe HTML of the Markdown that official releases are written in: everything is escaped
/// first, then paragraphs, emphasis, code and links to `https` addresses are marked up. Nothing
/// else of the source can become markup.
final class Html {
  private static final Pattern LINK =
      Pattern.compile(
          "\\[([^\\[\\]]{1,300})]\\((https?://[^\\s()<>\"']{1,500}|/[\\w/.-]{1,200})\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]{1,300})`");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*\n]{1,300})\\*\\*");
  private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");
  private static final String SITE = "https://atlas.mitre.org";

  private Html() {}

  static String of(String markdown) {
    if (markdown.isBlank()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    for (String paragraph : BLANK_LINES.split(markdown.strip())) {
      html.append("<p>").append(inline(escape(paragraph.strip()))).append("</p>");
    }
    return html.toString();
  }

  private static String inline(String escaped) {
    String linked =
        LINK.matcher(escaped)
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    "<a href=\""
                        + (match.group(2).startsWith("/") ? SITE : "")
                        + match.group(2)
                        + "\" rel=\"noreferrer noopener\">"
                        + match.group(1)
                        + "</a>"));
    String strong = STRONG.matcher(linked).replaceAll("<strong>$1</strong>");
    return CODE.matcher(strong).replaceAll("<code>$1</code>").replace("\n", "<br>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
