package io.sextant.testing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The walls of the house: which package may use which, and what the pure ones must not touch.
class ArchitectureTest {
  private static final String SEXTANT = "io.sextant..";
  private static final String ATLAS = "io.sextant.atlas..";
  private static final String SIGMA = "io.sextant.sigma..";
  private static final String INSPECT = "io.sextant.inspect..";
  private static final String ENCODER = "io.sextant.encoder..";
  private static final String LEDGER = "io.sextant.ledger..";
  private static final String REPORT = "io.sextant.report..";
  private static final String CORE = "io.sextant.core..";
  private static final String STORE = "io.sextant.store..";
  private static final String GATEWAY = "io.sextant.gateway..";
  private static final String SERVER = "io.sextant.server..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "io.sextant.atlas",
              "io.sextant.sigma",
              "io.sextant.inspect",
              "io.sextant.encoder",
              "io.sextant.ledger",
              "io.sextant.report",
              "io.sextant.core",
              "io.sextant.store",
              "io.sextant.gateway",
              "io.sextant.server",
              "io.sextant.cli");

  @Test
  void everyModuleIsLookedAt() {
    for (String module :
        List.of(
            "atlas", "sigma", "inspect", "encoder", "ledger", "report", "core", "store", "gateway",
            "server", "cli")) {
      assertThat(CLASSES.that(resideInAPackage("io.sextant." + module + "..")))
          .as(module)
          .isNotEmpty();
    }
  }

  @Test
  void anInstrumentKnowsNothingOfSextant() {
    onlyUses(ATLAS, ATLAS).check(CLASSES);
    onlyUses(SIGMA, SIGMA).check(CLASSES);
    onlyUses(INSPECT, INSPECT).check(CLASSES);
    onlyUses(LEDGER, LEDGER).check(CLASSES);
    onlyUses(REPORT, REPORT).check(CLASSES);
  }

  @Test
  void arrowsPointDownwards() {
    onlyUses(CORE, CORE, ATLAS, SIGMA, LEDGER, REPORT).check(CLASSES);
    onlyUses(ENCODER, ENCODER, INSPECT).check(CLASSES);
    onlyUses(STORE, STORE, CORE, ATLAS, SIGMA).check(CLASSES);
    onlyUses(GATEWAY, GATEWAY, CORE, INSPECT, LEDGER).check(CLASSES);
    onlyUses(SERVER, SERVER, STORE, GATEWAY, CORE, ATLAS, SIGMA, INSPECT, ENCODER, LEDGER, REPORT)
        .check(CLASSES);
  }

  @Test
  void onlyTheUpCommandStartsTheServer() {
    noClasses()
        .that(resideInAPackage("io.sextant.cli.."))
        .and(DescribedPredicate.not(resideInAPackage("io.sextant.cli.up..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVER)
        .check(CLASSES);
  }

  @Test
  void onlyTheReviewOfAReleaseReadsTheStore() {
    noClasses()
        .that(resideInAPackage("io.sextant.cli.."))
        .and()
        .doNotHaveSimpleName("ImpactCommand")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(STORE)
        .check(CLASSES);
  }

  @Test
  void featuresOfOneModuleFormNoCircle() {
    for (String module :
        List.of(
            "inspect", "encoder", "ledger", "report", "core", "store", "gateway", "server",
            "cli")) {
      slices()
          .matching("io.sextant." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void pureCodeTouchesNoWorld() {
    noClasses()
        .that(resideInAnyPackage(CORE, SIGMA))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "java.sql..", "java.nio.channels..", "javax.net..")
                .or(type("java.nio.file.Files"))
                .or(type("java.io.File"))
                .or(type("java.io.FileInputStream"))
                .or(type("java.lang.Thread"))
                .or(resideInAPackage("java.util.concurrent..")))
        .because("core and the engines are pure: the edge gives them bytes, clocks and ids")
        .check(CLASSES);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .that(resideInAnyPackage(CORE, SIGMA, ATLAS, REPORT))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
  }

  @Test
  void nothingIsDeserializedByJava() {
    noClasses()
        .that(resideInAPackage(SEXTANT))
        .should()
        .dependOnClassesThat(type("java.io.ObjectInputStream"))
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes()
        .that(resideInAPackage(SEXTANT))
        .should()
        .haveSimpleNameNotEndingWith("Impl")
        .andShould()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Manager")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      boolean marked =
          type.getPackage()
              .tryGetPackageInfo()
              .map(info -> info.isAnnotatedWith(NullMarked.class))
              .orElse(false);
      if (!marked) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  private static ArchRule onlyUses(String module, String... allowed) {
    return noClasses()
        .that(resideInAPackage(module))
        .should()
        .dependOnClassesThat(
            resideInAPackage(SEXTANT).and(DescribedPredicate.not(resideInAnyPackage(allowed))));
  }

  private static DescribedPredicate<JavaClass> type(String name) {
    return describe(name, javaClass -> javaClass.getName().equals(name));
  }
}
