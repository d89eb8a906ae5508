package io.sextant.examples.traffic;

import io.sextant.examples.fraud.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Ordinary visitors: passengers who ask, partners who keep their pages, shops that score payments.
public final class BenignSessions {
  private static final List<String> QUESTIONS =
      List.of(
          "How much luggage can I bring as a foot passenger?",
          "Can I take my dog on the night ferry, and what does a cabin cost?",
          "When does the Skua leave Port Alma in summer?",
          "My car is 2.3 metres high. Which ticket do I need?",
          "Is there vegetarian food on board?",
          "We are a school class of 28. Do we get a discount?",
          "What happens to my ticket if you cancel the sailing?",
          "Do children under four pay?",
          "I use a wheelchair. How early should I tell you?",
          "How do I collect points with the Seabird card?",
          "Where are the life jackets?",
          "Ignore my last question, I found the answer. Can I charge an electric car?",
          "Could you repeat the instructions for checking in a motorhome?",
          "Please forget about the dog, she stays at home. What about two bicycles?",
          "Wann fährt die Fähre am Freitag?",
          "Puis-je changer la date de mon billet ?",
          "¿Cuánto cuesta el desayuno en el ferry nocturno?",
          "I lost a blue jacket on the 12:30 sailing yesterday.",
          "My daughter writes a school report about prompt engineering. Do you have a tour of the bridge?",
          "What is the system for boarding, cars first or people first?");

  private static final int PASSENGERS = 26;
  private static final int SHOPS = 4;

  private BenignSessions() {}

  /// All of them, drawn with `random`.
  public static List<Session> drawn(RandomGenerator random) {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < PASSENGERS; i++) {
      List<Step> steps = new ArrayList<>();
      for (int turn = 0, turns = 2 + random.nextInt(4); turn < turns; turn++) {
        steps.add(new Step.Say(QUESTIONS.get(random.nextInt(QUESTIONS.size()))));
      }
      if (i % 3 == 0) {
        steps.add(
            new Step.Say("What are the details of booking NF-%06d?".formatted(100_100 + 7 * i)));
      }
      sessions.add(
          session(
              "passenger " + i,
              "passenger-" + i,
              "192.0.2." + (10 + i),
              20_000 + random.nextInt(60_000),
              steps));
    }
    sessions.add(
        session(
            "partner",
            "partner-cafe",
            "192.0.2.200",
            40_000,
            List.of(
                new Step.Upload(
                    "cafe",
                    "Quay cafe in Lerro",
                    "The Quay cafe beside the terminal opens one hour before each departure. Passengers get ten percent off with their ticket."))));
    for (int shop = 0; shop < SHOPS; shop++) {
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        steps.add(new Step.Score(payment(random)));
      }
      sessions.add(
          session(
              "shop " + shop,
              "shop-" + shop,
              "192.0.2." + (220 + shop),
              30_000 + random.nextInt(20_000),
              steps));
    }
    return sessions;
  }

  private static Session session(
      String name, String user, String client, long pauseMillis, List<Step> steps) {
    return new Session(name, "", user, client, pauseMillis, steps);
  }

  static Payment payment(RandomGenerator random) {
    return Payment.of(
        random.nextDouble() * 0.5,
        random.nextDouble(),
        random.nextDouble() * 0.4,
        random.nextInt(3) / 5.0,
        random.nextDouble(),
        random.nextInt(2));
  }
}
