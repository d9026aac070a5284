package dev.traversion.http.json;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.ConfigState;
import dev.traversion.model.state.DeploymentState;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.ServiceState;
import dev.traversion.model.state.Vitals;
import dev.traversion.replay.cut.ClockReading;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** States and their parts. */
public final class StateJson {
  private static final int MOST_TYPES = 100;
  private static final int MOST_CALLS = 100;
  private static final int MOST_DEPLOYMENTS = 100;

  private StateJson() {}

  /**
   * What a summary and a whole state share.
   *
   * @param mostConfig how many settings to write
   */
  public static void summary(Json json, ServiceState state, int mostConfig) {
    deployment(json, "running", state.running());
    json.object("vitals", vitals -> vitals(vitals, state.vitals()));
    var settings =
        state.config().values().stream().filter(setting -> setting.value().isPresent()).toList();
    json.objects("config", first(settings, mostConfig), StateJson::config)
        .number("configTotal", settings.size())
        .number("inFlightTotal", state.inFlight().size());
  }

  /** How many entities live, by type. */
  public static void living(Json json, SortedMap<String, Long> counts) {
    json.objects(
            "entityCounts",
            first(List.copyOf(counts.entrySet()), MOST_TYPES),
            (item, count) -> item.text("type", count.getKey()).number("count", count.getValue()))
        .number("entityTypesTotal", counts.size());
  }

  /** The calls in flight and the deployments, newest first. */
  public static void details(Json json, ServiceState state) {
    json.objects(
            "deployments",
            first(state.deployments().reversed(), MOST_DEPLOYMENTS),
            StateJson::deployment)
        .number("deploymentsTotal", state.deployments().size())
        .objects("inFlight", first(state.inFlight(), MOST_CALLS), StateJson::call);
  }

  public static void entity(Json json, EntityState state) {
    ref(json, state.entity());
    json.flag("deleted", state.isDeleted());
    EventsJson.content(json, "value", state.value(), Contents.WHOLE);
    json.instant("changedAt", state.stamp().occurredAtNanos())
        .text("eventId", state.stamp().id().toString());
    EventsJson.context(json, state.writer());
    json.textIfAny("serviceVersion", state.serviceVersion());
  }

  /** How the service's clock stood, and how sure that is. */
  public static void clock(Json json, ClockReading clock) {
    json.flag("known", clock.isKnown())
        .number("offsetNanos", clock.offsetNanos())
        .number("pairs", clock.pairs());
    clock.uncertaintyNanos().ifPresent(nanos -> json.number("uncertaintyNanos", nanos));
  }

  public static void ref(Json json, EntityRef entity) {
    json.text("type", entity.type()).text("key", entity.key());
  }

  public static void config(Json json, ConfigState setting) {
    json.text("key", setting.key()).flag("removed", setting.value().isEmpty());
    EventsJson.content(json, "value", setting.value(), Contents.WHOLE);
    json.instant("changedAt", setting.stamp().occurredAtNanos())
        .text("eventId", setting.stamp().id().toString());
  }

  /** Left out when empty. */
  public static void deployment(Json json, String name, Optional<DeploymentState> deployment) {
    deployment.ifPresent(state -> json.object(name, object -> deployment(object, state)));
  }

  private static void deployment(Json json, DeploymentState deployment) {
    json.text("version", deployment.version())
        .textIfAny("commit", deployment.commit())
        .instant("deployedAt", deployment.stamp().occurredAtNanos())
        .text("eventId", deployment.stamp().id().toString());
  }

  private static void call(Json json, CallState call) {
    json.text("id", call.id().toString())
        .text("traceId", call.context().traceId().toString())
        .text("spanId", call.context().spanId().toString())
        .text("name", call.name())
        .text("spanKind", EventsJson.spanKind(call.spanKind()))
        .instant("startedAt", call.startNanos())
        .instant("endedAt", call.endNanos())
        .flag("error", call.error());
  }

  private static void vitals(Json json, Vitals vitals) {
    json.number("windowNanos", vitals.windowNanos())
        .number("calls", vitals.calls())
        .number("errors", vitals.errors())
        .real("callsPerSecond", vitals.rate())
        .real("errorRatio", vitals.errorRatio())
        .number("p50Nanos", vitals.p50Nanos())
        .number("p95Nanos", vitals.p95Nanos())
        .number("p99Nanos", vitals.p99Nanos())
        .number("maxNanos", vitals.maxNanos());
  }

  private static <T> List<T> first(List<T> items, int most) {
    return items.size() <= most ? items : items.subList(0, most);
  }
}
