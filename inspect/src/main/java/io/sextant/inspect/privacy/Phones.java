package io.sextant.inspect.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.sextant.inspect.match.Boundary;
import io.sextant.inspect.match.Check;
import io.sextant.inspect.match.Check.Weight;
import io.sextant.inspect.match.Recogniser;
import io.sextant.inspect.match.Recogniser.Topics;
import java.util.List;
import java.util.Optional;

/// Telephone numbers that the numbering plan of their country assigns.
final class Phones {
  private static final Topics WORDS =
      new Topics(
          List.of(
              "phone*",
              "telephone*",
              "telefon*",
              "tel",
              "mobile",
              "cell",
              "call",
              "fax",
              "mobil*",
              "handy*",
              "rufnummer",
              "telefono",
              "movil",
              "celular",
              "telefone",
              "portable",
              "telephone",
              "numero",
              "telefoon*",
              "puhelin*",
              "ring",
              "whatsapp",
              "sms",
              "contact*",
              "dial",
              "hotline",
              "*电话*",
              "*手机*",
              "*電話*",
              "*전화*",
              "телефон*",
              "тел",
              "моб*",
              "*फोन*",
              "*هاتف*"),
          PersonalData.OTHER_NUMBERS);

  private Phones() {}

  /// @param regions the countries whose numbers may stand without a country code
  static List<Recogniser> all(List<String> regions) {
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    return List.of(
        phone(
            "\\+[ (]?[1-9](?:[ ().\\-/]{0,2}\\d){6,14}",
            Check.whole(Weight.CERTAIN, m -> valid(plans, m, "ZZ"))),
        phone(
            "\\([2-9]\\d{2}\\) ?\\d{3}-\\d{4}|[2-9]\\d{2}-[2-9]\\d{2}-\\d{4}",
            Check.whole(Weight.LIKELY, m -> regions.contains("US") && valid(plans, m, "US"))),
        phone(
            "\\d{7,12}|\\(?\\d{2,5}\\)?(?:[ .\\-/]{1,2}\\d{2,8}){1,4}",
            new National(plans, regions)));
  }

  /// A number without a country code, in the plans of several countries.
  private record National(PhoneNumberUtil plans, List<String> regions) implements Check {
    @Override
    public Optional<Part> part(String match) {
      return regions.stream().anyMatch(region -> valid(plans, match, region))
          ? Optional.of(new Part(0, match.length(), Weight.WEAK))
          : Optional.empty();
    }

    @Override
    public boolean onlyAfterWords() {
      return true;
    }
  }

  private static Recogniser phone(String shape, Check check) {
    return new Recogniser(
        "phone", shape, Boundary.NUMBER, check, WORDS, "a number of a country's telephone plan");
  }

  private static boolean valid(PhoneNumberUtil plans, String match, String region) {
    try {
      return plans.isValidNumber(plans.parse(match, region));
    } catch (NumberParseException e) {
      return false;
    }
  }
}
