package dev.traversion.http.json;

import dev.traversion.replay.servicemap.Party;
import dev.traversion.replay.servicemap.ServiceMap;
import dev.traversion.replay.servicemap.ServiceMap.Edge;
import dev.traversion.replay.servicemap.ServiceMap.ServiceNode;
import dev.traversion.replay.servicemap.Traffic;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Consumer;

/** A service map: nodes and edges. */
public final class MapJson {
  private MapJson() {}

  public static void write(Json json, ServiceMap map) {
    long window = map.windowNanos();
    var nodes = new ArrayList<Consumer<Json>>();
    map.services().forEach(node -> nodes.add(item -> service(item, node, window)));
    map.outsides().forEach(node -> nodes.add(item -> outside(item, node)));
    json.instant("at", map.atNanos())
        .number("windowNanos", window)
        .objects("nodes", nodes, (item, node) -> node.accept(item))
        .number("servicesTotal", map.servicesTotal())
        .number("outsidesTotal", map.outsidesTotal())
        .objects("edges", map.edges(), (item, edge) -> edge(item, edge, window))
        .number("edgesTotal", map.edgesTotal())
        .flag("callsLeftOut", map.callsLeftOut());
  }

  private static void service(Json json, ServiceNode node, long window) {
    json.text("kind", "service")
        .text("id", new Party.Recorded(node.service()).id())
        .text("service", node.service().path())
        .textIfAny("version", node.version())
        .object("traffic", traffic -> traffic(traffic, node.traffic(), window))
        .object("entry", traffic -> traffic(traffic, node.entry(), window))
        .number("inFlight", node.inFlight())
        .instant("lastOccurredAt", node.lastOccurredNanos());
  }

  private static void outside(Json json, Party.Outside outside) {
    json.text("kind", "outside")
        .text("id", outside.id())
        .text("category", word(outside.kind()))
        .textIfAny("system", outside.system())
        .text("name", outside.name())
        .textIfAny("address", outside.address())
        .text("standing", word(ServiceMap.Standing.INFERRED));
  }

  private static void edge(Json json, Edge edge, long window) {
    json.text("from", edge.from().id())
        .text("to", edge.to().id())
        .text("via", word(edge.via()))
        .text("standing", word(edge.standing()))
        .object("traffic", traffic -> traffic(traffic, edge.traffic(), window))
        .number("inferredCalls", edge.inferredCalls())
        .number("inFlight", edge.inFlight());
  }

  private static void traffic(Json json, Traffic traffic, long window) {
    json.number("calls", traffic.calls())
        .number("errors", traffic.errors())
        .real("callsPerSecond", traffic.rate(window))
        .real("errorRatio", traffic.errorRatio())
        .number("p50Nanos", traffic.p50Nanos())
        .number("p95Nanos", traffic.p95Nanos());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
