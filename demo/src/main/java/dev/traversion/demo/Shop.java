package dev.traversion.demo;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The five services and the repository that they are deployed from. */
final class Shop implements AutoCloseable {
  static final List<String> SERVICES = List.of("catalog", "cart", "payment", "order", "gateway");

  private static final int FIRST_PORT = 3341;

  private final ShopRepository repository;
  private final Map<String, ShopService> services;
  private final URI gateway;
  private boolean closed;

  private Shop(ShopRepository repository, Map<String, ShopService> services, URI gateway) {
    this.repository = repository;
    this.services = services;
    this.gateway = gateway;
  }

  /** The shop, not yet running. */
  static Shop at(WorkDirectory work, ShopRepository repository, Agent agent, Ports ports, URI otlp)
      throws IOException {
    var addresses = new LinkedHashMap<String, String>();
    var portOf = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < SERVICES.size(); i++) {
      var name = SERVICES.get(i);
      int port = ports.take(name, FIRST_PORT + i);
      portOf.put(name, port);
      addresses.put(name, "http://127.0.0.1:" + port);
    }
    var services = new LinkedHashMap<String, ShopService>();
    portOf.forEach(
        (name, port) ->
            services.put(name, new ShopService(name, port, agent, work, otlp, addresses)));
    return new Shop(repository, services, URI.create("http://127.0.0.1:" + portOf.get("gateway")));
  }

  /** Starts every service as it was at a commit. */
  void open(ShopRepository.Commit commit) throws IOException, InterruptedException {
    for (var service : services.values()) {
      deploy(service.name(), commit);
    }
  }

  synchronized ShopService.Release deploy(String service, ShopRepository.Commit commit)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("the shop is closed");
    }
    return service(service).deploy(repository, commit);
  }

  void set(String service, String key, Object value) throws IOException {
    service(service).set(repository, key, value);
  }

  private ShopService service(String name) {
    var service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("no service " + name);
    }
    return service;
  }

  URI gateway() {
    return gateway;
  }

  /** Services that should run and do not. */
  List<String> fallen() {
    return services.values().stream()
        .filter(service -> !service.isAlive())
        .map(ShopService::name)
        .toList();
  }

  /** Stops the services from the door inwards, so that none misses another. */
  @Override
  public synchronized void close() {
    closed = true;
    for (var service : new ArrayList<>(services.values()).reversed()) {
      service.stop();
    }
    repository.close();
  }
}
