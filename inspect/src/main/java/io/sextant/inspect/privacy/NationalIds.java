package io.sextant.inspect.privacy;

import static io.sextant.inspect.privacy.Checksums.bare;
import static io.sextant.inspect.privacy.Checksums.date;
import static io.sextant.inspect.privacy.Checksums.digit;
import static io.sextant.inspect.privacy.Checksums.number;
import static io.sextant.inspect.privacy.Checksums.oneDigitOnly;
import static io.sextant.inspect.privacy.Checksums.weighted;

import io.sextant.inspect.match.Boundary;
import io.sextant.inspect.match.Check;
import io.sextant.inspect.match.Check.Weight;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.Recogniser.Topics;
import java.util.List;
import java.util.function.Predicate;

/// Numbers that states give to people, each with its check digits.
final class NationalIds {
  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";

  private NationalIds() {}

  static List<Recogniser> all() {
    return List.of(
        id(
            "us-ssn",
            "\\d{3}-\\d{2}-\\d{4}",
            Weight.LIKELY,
            NationalIds::ssn,
            "ssn",
            "social security*",
            "tin"),
        id(
            "us-ssn",
            "\\d{9}|\\d{3} \\d{2} \\d{4}",
            Weight.WEAK,
            NationalIds::ssn,
            "ssn",
            "social security*"),
        id(
            "us-ssn",
            "123-45-6789", // issued to nobody, and what people write who make one up
            Weight.WEAK,
            _ -> true,
            "ssn",
            "social security*"),
        id(
            "passport",
            "[A-Z]{0,2}\\d{6,9}[A-Z]?|[A-Z][A-Z0-9]{8}",
            Weight.WEAK,
            NationalIds::passport,
            "passport*",
            "reisepass*",
            "passeport*",
            "pasaporte*",
            "passaport*",
            "paszport*",
            "*паспорт*",
            "*护照*",
            "*パスポート*"),
        id(
            "in-pan",
            "[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]",
            Weight.WEAK,
            _ -> true,
            "pan",
            "permanent account*"),
        id(
            "mx-curp",
            "[A-Z]{4}\\d{6}[HM][A-Z]{5}[A-Z0-9]\\d",
            Weight.WEAK,
            _ -> true,
            "curp",
            "clave*"),
        id(
            "uk-nhs",
            "\\d{10}|\\d{3}[ -]\\d{3}[ -]\\d{4}",
            Weight.WEAK,
            NationalIds::nhs,
            "nhs",
            "patient*",
            "national health*"),
        id(
            "uk-nino",
            "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]",
            Weight.LIKELY,
            NationalIds::nino,
            "national insurance*",
            "nino",
            "ni number"),
        id(
            "de-tax-id",
            "\\d{11}|\\d{2} \\d{3} \\d{3} \\d{3}",
            Weight.WEAK,
            NationalIds::german,
            "steuer*",
            "tax*",
            "idnr",
            "tin"),
        id(
            "fr-nir",
            "[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?\\d[\\dAB] ?\\d{3} ?\\d{3} ?\\d{2}",
            Weight.LIKELY,
            NationalIds::french,
            "insee",
            "securite sociale",
            "nir",
            "social security*"),
        id(
            "es-nif",
            "(?:\\d{8}|[XYZ]\\d{7})[- ]?[A-Z]",
            Weight.LIKELY,
            NationalIds::spanish,
            "dni",
            "nie",
            "nif"),
        id(
            "it-codice-fiscale",
            "(?i)[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]",
            Weight.CERTAIN,
            NationalIds::italian,
            "codice*"),
        id(
            "nl-bsn",
            "\\d{9}|\\d{4}\\.\\d{2}\\.\\d{3}",
            Weight.WEAK,
            NationalIds::dutch,
            "bsn",
            "burgerservice*",
            "sofinummer",
            "citizen service*"),
        id(
            "be-national-number",
            "\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}",
            Weight.CERTAIN,
            NationalIds::belgian,
            "rijksregister*"),
        id(
            "be-national-number",
            "\\d{11}",
            Weight.WEAK,
            NationalIds::belgian,
            "rijksregister*",
            "registre national",
            "national register*",
            "niss",
            "national number"),
        id("pl-pesel", "\\d{11}", Weight.WEAK, NationalIds::polish, "pesel"),
        id(
            "se-personnummer",
            "(?:19|20)?\\d{6}[-+]\\d{4}",
            Weight.LIKELY,
            NationalIds::swedish,
            "personnummer",
            "personal*"),
        id(
            "fi-hetu",
            "\\d{6}[-+A]\\d{3}[0-9A-FHJ-NPR-Y]",
            Weight.CERTAIN,
            NationalIds::finnish,
            "hetu",
            "henkilotunnus"),
        id(
            "no-fodselsnummer",
            "\\d{6} ?\\d{5}",
            Weight.WEAK,
            NationalIds::norwegian,
            "fodsels*",
            "fødsels*",
            "personnummer",
            "national id*"),
        id(
            "dk-cpr",
            "\\d{6}-\\d{4}|\\d{10}",
            Weight.WEAK,
            NationalIds::danish,
            "cpr*",
            "personnummer"),
        id("br-cpf", "\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}", Weight.CERTAIN, NationalIds::cpf, "cpf"),
        id("br-cpf", "\\d{11}", Weight.WEAK, NationalIds::cpf, "cpf"),
        id(
            "cn-resident-id",
            "[1-8]\\d{5}(?:19|20)\\d{9}[\\dXx]",
            Weight.CERTAIN,
            NationalIds::chinese,
            "*身份证*"),
        id(
            "in-aadhaar",
            "[2-9]\\d{3}[ -]?\\d{4}[ -]?\\d{4}",
            Weight.WEAK,
            m -> Checksums.verhoeff(bare(m)),
            "aadhaar",
            "aadhar",
            "uidai",
            "*आधार*"),
        id(
            "kr-rrn",
            "\\d{6}-[1-8]\\d{6}",
            Weight.LIKELY,
            NationalIds::korean,
            "*주민등록*",
            "rrn",
            "resident*"),
        id("za-id", "\\d{13}", Weight.WEAK, NationalIds::southAfrican, "id", "identity*", "said"),
        id("tr-tckn", "[1-9]\\d{10}", Weight.WEAK, NationalIds::turkish, "tc", "kimlik*", "tckn"),
        id(
            "pt-nif",
            "[1-35689]\\d{8}|[1-35689]\\d{2} \\d{3} \\d{3}",
            Weight.WEAK,
            NationalIds::portuguese,
            "nif",
            "contribuinte"),
        id("ro-cnp", "[1-8]\\d{12}", Weight.WEAK, NationalIds::romanian, "cnp", "cod numeric*"),
        id("hr-oib", "\\d{11}", Weight.WEAK, m -> Checksums.iso11And10(m), "oib"),
        id(
            "ch-ahv",
            "756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}",
            Weight.LIKELY,
            NationalIds::swiss,
            "ahv*",
            "avs"),
        id(
            "ca-sin",
            "\\d{9}|\\d{3}[ -]\\d{3}[ -]\\d{3}",
            Weight.WEAK,
            m -> Checksums.luhn(bare(m)) && !oneDigitOnly(bare(m)),
            "sin",
            "social insurance*"),
        id(
            "au-tfn",
            "\\d{9}|\\d{3} \\d{3} \\d{3}",
            Weight.WEAK,
            m -> weighted(bare(m), 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0,
            "tfn",
            "tax file*"),
        id("sg-nric", "[STFG]\\d{7}[A-Z]", Weight.LIKELY, NationalIds::singaporean, "nric", "fin"),
        id(
            "cl-rut",
            "\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dKk]",
            Weight.LIKELY,
            NationalIds::chilean,
            "rut",
            "run"));
  }

  private static Recogniser id(
      String kind, String shape, Weight weight, Predicate<String> holds, String... near) {
    return new Recogniser(
        kind,
        shape,
        Boundary.NUMBER,
        Check.whole(weight, holds),
        new Topics(List.of(near), PersonalData.OTHER_NUMBERS),
        "shape and check digits of a national number (" + kind + ") hold");
  }

  /// Letters and digits of a passport's number: none is all letters.
  private static boolean passport(String match) {
    return match.chars().filter(Character::isDigit).count() >= 4 && !oneDigitOnly(bare(match));
  }

  private static boolean ssn(String match) {
    String d = bare(match);
    int area = number(d, 0, 3);
    return area > 0
        && area < 900
        && area != 666
        && number(d, 3, 5) > 0
        && number(d, 5, 9) > 0
        && !d.equals("123456789")
        && !oneDigitOnly(d);
  }

  private static boolean nhs(String match) {
    String d = bare(match);
    int check = 11 - weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return check % 11 == digit(d, 9) && !oneDigitOnly(d);
  }

  private static boolean nino(String match) {
    return !List.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ").contains(match.substring(0, 2));
  }

  private static boolean german(String match) {
    String d = bare(match);
    long distinct = d.substring(0, 10).chars().distinct().count();
    return d.charAt(0) != '0' && distinct < 10 && distinct > 6 && Checksums.iso11And10(d);
  }

  private static boolean french(String match) {
    String d = bare(match).replace("2A", "19").replace("2B", "18");
    return d.chars().allMatch(Character::isDigit)
        && 97 - Long.parseLong(d.substring(0, 13)) % 97 == number(d, 13, 15);
  }

  private static boolean spanish(String match) {
    String id = bare(match);
    String digits = id.substring(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2');
    return SPANISH.charAt(Integer.parseInt(digits) % 23) == id.charAt(8);
  }

  private static boolean italian(String match) {
    int[] odd = {
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = Character.toUpperCase(match.charAt(i));
      int value = c >= 'A' ? c - 'A' : c - '0';
      sum += i % 2 == 0 ? odd[value] : value;
    }
    return 'A' + sum % 26 == Character.toUpperCase(match.charAt(15));
  }

  private static boolean dutch(String match) {
    String d = bare(match);
    return weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 && !oneDigitOnly(d);
  }

  private static boolean belgian(String match) {
    String d = bare(match);
    long first = Long.parseLong(d.substring(0, 9));
    int check = number(d, 9, 11);
    return number(d, 2, 4) <= 12
        && number(d, 4, 6) <= 31
        && (97 - first % 97 == check || 97 - (2_000_000_000L + first) % 97 == check);
  }

  private static boolean polish(String d) {
    return date(number(d, 2, 4) % 20, number(d, 4, 6))
        && weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
  }

  private static boolean swedish(String match) {
    String d = bare(match);
    String ten = d.substring(d.length() - 10);
    int day = number(ten, 4, 6);
    return date(number(ten, 2, 4), day > 60 ? day - 60 : day) && Checksums.luhn(ten);
  }

  private static boolean finnish(String match) {
    int value = Integer.parseInt(match.substring(0, 6) + match.substring(7, 10));
    return date(number(match, 2, 4), number(match, 0, 2))
        && "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(value % 31) == match.charAt(10);
  }

  private static boolean norwegian(String match) {
    String d = bare(match);
    int day = number(d, 0, 2);
    return date(number(d, 2, 4) % 40, day > 40 ? day - 40 : day)
        && weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
        && weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
  }

  private static boolean danish(String match) {
    String d = bare(match);
    return date(number(d, 2, 4), number(d, 0, 2));
  }

  private static boolean cpf(String match) {
    String d = bare(match);
    int first = weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    int second = weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    return !oneDigitOnly(d) && first == digit(d, 9) && second == digit(d, 10);
  }

  private static boolean chinese(String match) {
    int sum = weighted(match, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
    return date(number(match, 10, 12), number(match, 12, 14))
        && "10X98765432".charAt(sum % 11) == Character.toUpperCase(match.charAt(17));
  }

  private static boolean korean(String match) {
    String d = bare(match);
    int sum = weighted(d, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
    return date(number(d, 2, 4), number(d, 4, 6)) && (11 - sum % 11) % 10 == digit(d, 12);
  }

  private static boolean southAfrican(String d) {
    return date(number(d, 2, 4), number(d, 4, 6)) && digit(d, 10) < 2 && Checksums.luhn(d);
  }

  private static boolean turkish(String d) {
    int odd = weighted(d, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    int even = weighted(d, 0, 1, 0, 1, 0, 1, 0, 1);
    return Math.floorMod(odd * 7 - even, 10) == digit(d, 9)
        && (odd + even + digit(d, 9)) % 10 == digit(d, 10);
  }

  private static boolean portuguese(String match) {
    String d = bare(match);
    int check = 11 - weighted(d, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return (check > 9 ? 0 : check) == digit(d, 8);
  }

  private static boolean romanian(String d) {
    int check = weighted(d, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
    return date(number(d, 3, 5), number(d, 5, 7)) && (check == 10 ? 1 : check) == digit(d, 12);
  }

  private static boolean swiss(String match) {
    return weighted(bare(match), 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
  }

  private static boolean singaporean(String match) {
    char series = match.charAt(0);
    int sum = weighted(match.substring(1, 8), 2, 7, 6, 5, 4, 3, 2);
    int shifted = sum + (series == 'T' || series == 'G' ? 4 : 0);
    String letters = series == 'S' || series == 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK";
    return letters.charAt(shifted % 11) == match.charAt(8);
  }

  private static boolean chilean(String match) {
    String id = bare(match).toUpperCase(java.util.Locale.ROOT);
    int sum = 0;
    for (int i = id.length() - 2, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) {
      sum += weight * digit(id, i);
    }
    return "0123456789K0".charAt(11 - sum % 11) == id.charAt(id.length() - 1);
  }
}
