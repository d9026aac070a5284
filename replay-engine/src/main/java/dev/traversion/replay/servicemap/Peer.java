package dev.traversion.replay.servicemap;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.attribute.Value;
import dev.traversion.model.event.Call;
import dev.traversion.replay.servicemap.Party.Outside;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whom an outbound call says that it asked. Texts are empty when it does not say.
 *
 * <p>Source: OpenTelemetry's semantic conventions for databases, messaging, RPC and HTTP, the names
 * of before 2024 among them, since many agents still send those.
 *
 * @param system e.g. {@code postgresql}, {@code kafka}
 * @param name of the database or destination
 * @param address {@code host}, or {@code host:port} where the port is not the usual one of HTTP
 * @param service the service that it means to have asked, by {@code peer.service}
 */
record Peer(Outside.Kind kind, String system, String name, String address, String service)
    implements Comparable<Peer> {
  private static final int LONGEST = 200;
  private static final Peer NONE = new Peer(Outside.Kind.HOST, "", "", "", "");
  private static final Comparator<Peer> ORDER =
      Comparator.comparing(Peer::kind)
          .thenComparing(Peer::system)
          .thenComparing(Peer::name)
          .thenComparing(Peer::address)
          .thenComparing(Peer::service);

  static Peer none() {
    return NONE;
  }

  static Peer of(Call call) {
    var attributes = call.attributes();
    var service = text(attributes, "service.peer.name", "peer.service");
    var address = address(attributes);
    var database = text(attributes, "db.system.name", "db.system");
    if (!database.isEmpty()) {
      var name = text(attributes, "db.namespace", "db.name");
      return new Peer(Outside.Kind.DATABASE, database, name, address, service);
    }
    var broker = text(attributes, "messaging.system");
    if (!broker.isEmpty()) {
      var name = text(attributes, "messaging.destination.name", "messaging.destination");
      return new Peer(Outside.Kind.QUEUE, broker, name, address, service);
    }
    var name = address.isEmpty() ? text(attributes, "rpc.service") : "";
    return name.isEmpty() && address.isEmpty() && service.isEmpty()
        ? NONE
        : new Peer(Outside.Kind.HOST, "", name, address, service);
  }

  /** The outside that it is unless it turns out to be a recorded service; empty if untold. */
  Optional<Outside> outside() {
    if (equals(NONE)) {
      return Optional.empty();
    }
    if (kind == Outside.Kind.HOST) {
      var told = service.isEmpty() ? address : service;
      return Optional.of(new Outside(kind, "", told.isEmpty() ? name : told, ""));
    }
    return Optional.of(new Outside(kind, system, name, address));
  }

  private static String address(Attributes attributes) {
    var host =
        text(attributes, "server.address", "net.peer.name", "network.peer.address", "net.peer.ip");
    if (host.isEmpty()) {
      return authority(text(attributes, "url.full", "http.url"));
    }
    var port = port(attributes, "server.port", "net.peer.port", "network.peer.port");
    return port.isEmpty() || port.equals("80") || port.equals("443") ? host : host + ":" + port;
  }

  /** {@code host:port} of an absolute URL; empty when there is none. */
  private static String authority(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return "";
    }
    int begin = scheme + 3;
    int end = begin;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    var authority = url.substring(begin, end);
    var host = authority.substring(authority.lastIndexOf('@') + 1);
    return host.endsWith(":80") || host.endsWith(":443")
        ? host.substring(0, host.lastIndexOf(':'))
        : host;
  }

  private static String port(Attributes attributes, String... keys) {
    for (var key : keys) {
      switch (attributes.get(key)) {
        case Value.Int(var number) -> {
          return Long.toString(number);
        }
        case Value.Text(var text) -> {
          return text;
        }
        case null, default -> {}
      }
    }
    return "";
  }

  private static String text(Attributes attributes, String... keys) {
    for (var key : keys) {
      var text = attributes.text(key);
      if (text != null && !text.isEmpty()) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
      }
    }
    return "";
  }

  @Override
  public int compareTo(Peer that) {
    return ORDER.compare(this, that);
  }
}
