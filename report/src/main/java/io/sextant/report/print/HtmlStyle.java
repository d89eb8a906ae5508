package io.sextant.report.print;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The one style sheet of HTML reports. The page's policy allows it by its hash and nothing else.
final class HtmlStyle {
  static final String CSS =
      """
      :root{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--line:#d0d7de;--head:#f3f5f7;--bar:#0b62c4;--link:#0b57b5}
      @media (prefers-color-scheme:dark){:root{--ink:#e6e9ed;--soft:#9aa4af;--paper:#14171b;--line:#363c44;--head:#1f242a;--bar:#5aa2f5;--link:#7cb7ff}}
      *{box-sizing:border-box}
      body{margin:0 auto;padding:2rem 1.5rem 4rem;max-width:72rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Liberation Sans",Arial,sans-serif;overflow-wrap:break-word}
      h1{margin:0;font-size:2rem;line-height:1.2}h2{margin:2.5rem 0 .75rem;padding-bottom:.25rem;border-bottom:1px solid var(--line);font-size:1.4rem}h3{margin:1.75rem 0 .5rem;font-size:1.1rem}
      header p{margin:.25rem 0;color:var(--soft)}
      a{color:var(--link)}a:focus-visible,.wide:focus-visible{outline:2px solid var(--link);outline-offset:2px}
      nav ul{margin:1.5rem 0 0;padding:0;list-style:none;columns:2 18rem}
      pre{margin:1rem 0;padding:.75rem 1rem;overflow-x:auto;background:var(--head);border:1px solid var(--line);border-radius:4px;white-space:pre-wrap}
      code{font:.9em ui-monospace,"Liberation Mono",Menlo,Consolas,monospace}
      .wide{overflow-x:auto;margin:1rem 0}
      table{width:100%;border-collapse:collapse;font-size:.9rem}
      caption{padding:.25rem 0;text-align:left;font-weight:600}
      th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
      thead th{background:var(--head)}tbody th{font-weight:400}
      .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.d{white-space:nowrap}
      .b{width:45%;vertical-align:middle}.b svg{display:block;width:100%;height:.8rem;background:var(--head)}.b rect{fill:var(--bar)}
      .h1{background:#0b62c41a}.h2{background:#0b62c433}.h3{background:#0b62c44d}.h4{background:#0b62c466}.h5{background:#0b62c480;color:var(--ink)}
      .h6,.h7,.h8,.h9,.h10{color:#fff}.h6{background:#2f74c4}.h7{background:#2468b9}.h8{background:#1a5cae}.h9{background:#1050a3}.h10{background:#064498}
      @page{margin:16mm}
      @media print{:root{--ink:#000;--soft:#444;--paper:#fff;--line:#bbb;--head:#eee;--bar:#0b62c4;--link:#000}body{max-width:none;padding:0;font-size:10pt}nav{display:none}.wide{overflow:visible}thead{display:table-header-group}tr,pre{break-inside:avoid}h2,h3,caption{break-after:avoid}*{print-color-adjust:exact}}
      """;

  /// What a content security policy calls the style sheet.
  static final String HASH = "sha256-" + hash();

  private HtmlStyle() {}

  private static String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(CSS.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
