package io.sextant.server.operation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sextant.core.telemetry.Events;
import io.sextant.gateway.proxy.GatewayFigures;
import io.sextant.ledger.entry.Decision;
import io.sextant.server.detection.DetectionLoop;
import io.sextant.server.detection.RuleBook;
import io.sextant.server.gateway.GatewayService;
import io.sextant.server.live.LiveBus;
import io.sextant.server.telemetry.IngestFigures;
import io.sextant.server.telemetry.Intake;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The server's figures in the Prometheus format. `docs/server.md` lists them.
public final class Figures implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();

  public Figures() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  public void ingestion(IngestFigures figures, Intake intake) {
    counter("sextant.ingest.accepted", "records stored", figures, IngestFigures::accepted);
    counter("sextant.ingest.refused", "records refused", figures, IngestFigures::refused);
    counter("sextant.ingest.ignored", "records not about AI", figures, IngestFigures::ignored);
    counter(
        "sextant.ingest.overloads",
        "requests answered with try again",
        figures,
        IngestFigures::overloads);
    counter(
        "sextant.ingest.unstorable",
        "requests that the store could not take",
        figures,
        IngestFigures::unstorable);
    gauge("sextant.ingest.queued", "events waiting to be stored", intake, Intake::queued);
    gauge(
        "sextant.ingest.memory.bytes",
        "estimated memory of requests at work",
        intake,
        Intake::memoryUsed);
  }

  public void detection(DetectionLoop loop, Supplier<RuleBook> rules) {
    counter("sextant.detection.searched", "events searched", loop, DetectionLoop::searched);
    counter("sextant.detection.matches", "matches of rules", loop, DetectionLoop::found);
    counter(
        "sextant.detection.failures",
        "events passed over by a fault",
        loop,
        DetectionLoop::failures);
    gauge("sextant.detection.mark", "number of the last event searched", loop, DetectionLoop::mark);
    gauge(
        "sextant.rules.active",
        "rules in force",
        rules,
        source -> source.get().pack().headers().size());
    gauge(
        "sextant.rules.issues",
        "problems of rule files",
        rules,
        source -> source.get().issues().size());
  }

  public void gateway(GatewayService service) {
    GatewayFigures figures = service.figures();
    for (Decision decision : Decision.values()) {
      FunctionCounter.builder("sextant.gateway.decisions", figures, it -> it.ended(decision))
          .description("exchanges by decision")
          .tag("decision", decision.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    counter(
        "sextant.gateway.refused",
        "requests turned away before a decision",
        figures,
        GatewayFigures::turnedAway);
    counter("sextant.gateway.broken", "exchanges that broke", figures, GatewayFigures::broken);
    gauge(
        "sextant.gateway.events.waiting",
        "events waiting for the store",
        service,
        GatewayService::waiting);
  }

  public void store(Events events) {
    gauge("sextant.store.events", "events held", events, Events::count);
  }

  public void live(LiveBus bus) {
    gauge("sextant.live.streams", "live streams open", bus, LiveBus::size);
  }

  String scrape() {
    return registry.scrape();
  }

  private <T> void counter(String name, String description, T source, ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).description(description).register(registry);
  }

  private <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
