package io.sextant.inspect.privacy;

import io.sextant.inspect.match.Boundary;
import io.sextant.inspect.match.Check;
import io.sextant.inspect.match.Check.Part;
import io.sextant.inspect.match.Check.Weight;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.Recogniser.Topics;
import io.sextant.inspect.match.RecogniserSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Recognisers of personal data: e-mail, telephone, cards, accounts, national numbers, wallets, and
/// network addresses where the words around say so.
public final class PersonalData {
  /// Words before a number that make it something else.
  static final List<String> OTHER_NUMBERS =
      List.of(
          "order*",
          "invoice*",
          "tracking*",
          "ticket*",
          "serial*",
          "part no",
          "sku",
          "isbn",
          "issn",
          "timestamp*",
          "version*",
          "build*",
          "commit*",
          "request id",
          "trace*",
          "span id",
          "hash*",
          "checksum",
          "port",
          "offset",
          "bestell*",
          "rechnung*",
          "commande",
          "pedido",
          "factura");

  /// Countries whose telephone numbers are known without a country code.
  public static final List<String> REGIONS =
      List.of("US", "GB", "DE", "FR", "ES", "IT", "NL", "IN", "BR", "AU", "PL", "CN", "JP");

  /// Whose name stands before the host in addresses of repositories.
  private static final String REPOSITORIES = "git";

  private static final Set<String> FILE_ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "html", "json", "txt", "java");

  private static final Map<String, Integer> IBAN_LENGTHS = ibanLengths();

  private PersonalData() {}

  /// All of them.
  public static RecogniserSet recognisers() {
    return RecogniserSet.of(list());
  }

  /// All of them, to join with others.
  public static List<Recogniser> list() {
    List<Recogniser> all = new ArrayList<>();
    all.add(
        simple(
            "email",
            "[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\\.){1,6}[A-Za-z]{2,18}",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, PersonalData::email),
            "an address at a mail domain"));
    all.add(card());
    all.add(
        simple(
            "iban",
            "(?i)[A-Z]{2}\\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?)",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, PersonalData::iban),
            "length of the country and remainder by 97 hold"));
    all.addAll(NationalIds.all());
    all.addAll(Phones.all(REGIONS));
    all.addAll(wallets());
    all.addAll(addresses());
    return List.copyOf(all);
  }

  private static Recogniser simple(
      String kind, String shape, Boundary boundary, Check check, String why) {
    return new Recogniser(kind, shape, boundary, check, Topics.NONE, why);
  }

  private static boolean email(String match) {
    String ending = match.substring(match.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String local = match.substring(0, match.indexOf('@'));
    return !FILE_ENDINGS.contains(ending)
        && !local.equals(REPOSITORIES)
        && !local.endsWith(".")
        && !local.contains("..")
        && !match.contains("@-")
        && !match.contains("-.");
  }

  private static Recogniser card() {
    return new Recogniser(
        "card",
        "\\d{13,19}|\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{4}(?:[ -]\\d{3})?|3[47]\\d{2}[ -]\\d{6}[ -]\\d{5}"
            + "|3\\d{3}[ -]\\d{6}[ -]\\d{4}",
        Boundary.NUMBER,
        PersonalData::card,
        new Topics(
            List.of(
                "card*",
                "credit*",
                "debit*",
                "visa",
                "mastercard",
                "amex",
                "pan",
                "kreditkarte*",
                "karte*",
                "tarjeta*",
                "carte*",
                "cartao",
                "carta*",
                "kaart*",
                "payment*",
                "карт*",
                "*信用卡*",
                "*カード*"),
            OTHER_NUMBERS),
        "issuer range and Luhn check digit hold");
  }

  private static Optional<Part> card(String match) {
    String digits = Checksums.bare(match);
    if (!issued(digits) || !Checksums.luhn(digits)) {
      return Optional.empty();
    }
    boolean filler = Checksums.oneDigitOnly(digits.substring(1));
    boolean usual = !filler && (digits.length() == 16 || digits.length() == 15);
    Weight weight =
        (match.length() > digits.length() && !filler) || usual ? Weight.LIKELY : Weight.WEAK;
    return Optional.of(new Part(0, match.length(), weight));
  }

  private static boolean issued(String digits) {
    int four = Checksums.number(digits, 0, 4);
    int two = four / 100;
    return switch (digits.length()) {
      case 13 -> two / 10 == 4;
      case 14 -> two == 36 || two == 38 || (four >= 3000 && four <= 3059);
      case 15 -> two == 34 || two == 37;
      case 16 ->
          two / 10 == 4
              || (two >= 51 && two <= 55)
              || (four >= 2221 && four <= 2720)
              || (four >= 3528 && four <= 3589)
              || four == 6011
              || two == 62
              || two == 65
              || (four >= 6440 && four <= 6499)
              || (four >= 2200 && four <= 2204)
              || two == 60;
      case 17, 18, 19 -> two / 10 == 4 || two == 62 || two == 50 || (two >= 56 && two <= 69);
      default -> false;
    };
  }

  private static boolean iban(String match) {
    String bare = Checksums.bare(match).toUpperCase(Locale.ROOT);
    Integer length = IBAN_LENGTHS.get(bare.substring(0, 2));
    return length != null
        && length == bare.length()
        && Checksums.mod97(bare.substring(4) + bare.substring(0, 4)) == 1;
  }

  private static List<Recogniser> wallets() {
    String why = "the check sum of a wallet's address holds";
    return List.of(
        simple(
            "bitcoin",
            "[13][1-9A-HJ-NP-Za-km-z]{25,34}",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, Wallets::base58Check),
            why),
        simple(
            "bitcoin",
            "(?i)(?:bc|tb)1[02-9ac-hj-np-z]{11,71}",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, Wallets::bech32),
            why),
        simple(
            "litecoin",
            "[LM][1-9A-HJ-NP-Za-km-z]{25,34}|ltc1[02-9ac-hj-np-z]{11,71}",
            Boundary.WORD,
            Check.whole(
                Weight.CERTAIN,
                m -> m.startsWith("ltc1") ? Wallets.bech32(m) : Wallets.base58Check(m)),
            why),
        simple(
            "dogecoin",
            "D[1-9A-HJ-NP-Za-km-z]{25,34}",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, Wallets::base58Check),
            why),
        simple(
            "tron",
            "T[1-9A-HJ-NP-Za-km-z]{33}",
            Boundary.WORD,
            Check.whole(Weight.CERTAIN, Wallets::base58Check),
            why),
        new Recogniser(
            "ethereum",
            "0x[0-9a-fA-F]{40}",
            Boundary.WORD,
            PersonalData::ethereum,
            new Topics(
                List.of("eth", "ethereum", "wallet*", "erc", "metamask", "0x address"), List.of()),
            "the form of an Ethereum address"));
  }

  private static Optional<Part> ethereum(String match) {
    String hex = match.substring(2);
    boolean oneCase =
        hex.equals(hex.toLowerCase(Locale.ROOT)) || hex.equals(hex.toUpperCase(Locale.ROOT));
    if (!oneCase && !Wallets.ethereumCase(match)) {
      return Optional.empty();
    }
    return Optional.of(new Part(0, match.length(), oneCase ? Weight.WEAK : Weight.CERTAIN));
  }

  private static List<Recogniser> addresses() {
    Topics words =
        new Topics(
            List.of(
                "ip",
                "ipv4",
                "ipv6",
                "ip address*",
                "ip adresse",
                "client",
                "visitor",
                "logged in",
                "remote address",
                "addr",
                "remote addr",
                "*IP地址*"),
            List.of());
    return List.of(
        new Recogniser(
            "ip-address",
            "(?:\\d{1,3}\\.){3}\\d{1,3}",
            Boundary.NUMBER,
            Check.whole(Weight.WEAK, PersonalData::ipv4),
            words,
            "an IPv4 address"),
        new Recogniser(
            "ip-address",
            "(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}",
            Boundary.WORD,
            Check.whole(Weight.WEAK, m -> true),
            words,
            "an IPv6 address"),
        new Recogniser(
            "ip-address",
            "[23][0-9a-fA-F]{3}(?::[0-9a-fA-F]{1,4}){0,5}::[0-9a-fA-F:]{1,30}",
            Boundary.WORD,
            Check.whole(
                Weight.WEAK, m -> m.indexOf("::") == m.lastIndexOf("::") && !m.endsWith(":")),
            words,
            "an IPv6 address"));
  }

  private static boolean ipv4(String match) {
    for (String octet : match.split("\\.", -1)) {
      if (Integer.parseInt(octet) > 255 || (octet.length() > 1 && octet.startsWith("0"))) {
        return false;
      }
    }
    return !match.startsWith("0.") && !match.startsWith("127.") && !match.startsWith("255.");
  }

  private static Map<String, Integer> ibanLengths() {
    String table =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28"
            + " EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23"
            + " IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27"
            + " MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24"
            + " SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";
    Map<String, Integer> lengths = new java.util.HashMap<>();
    for (String entry : table.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }
}
