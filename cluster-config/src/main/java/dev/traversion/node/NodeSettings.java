package dev.traversion.node;

import com.typesafe.config.Config;
import dev.traversion.http.ApiSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A node's settings; each key is documented in {@code application.conf}.
 *
 * @param config the whole configuration, for the libraries that read their own part
 */
record NodeSettings(
    Config config,
    ApiSettings api,
    Path dataDir,
    Cassandra cassandra,
    Formation formation,
    Duration keyframeInterval,
    Duration tileInterval,
    Duration clockInterval) {

  record Cassandra(
      boolean bundled,
      int bundledPort,
      int bundledHeapMiB,
      Duration bundledStartTimeout,
      List<String> contactPoints,
      String localDatacenter,
      String keyspace,
      String username,
      String password,
      boolean applySchema,
      Config replication,
      Duration requestTimeout) {}

  /** How this node finds its cluster. */
  enum Formation {
    SELF,
    SEEDS,
    BOOTSTRAP
  }

  static NodeSettings of(Config config) {
    var root = config.getConfig("traversion");
    var cassandra = root.getConfig("cassandra");
    return new NodeSettings(
        config,
        ApiSettings.from(root.getConfig("http")),
        Path.of(root.getString("data-dir")).toAbsolutePath().normalize(),
        new Cassandra(
            oneOf(cassandra, "mode", "bundled", "external").equals("bundled"),
            cassandra.getInt("bundled.port"),
            (int) (cassandra.getBytes("bundled.heap") / (1 << 20)),
            cassandra.getDuration("bundled.start-timeout"),
            cassandra.getStringList("contact-points"),
            cassandra.getString("local-datacenter"),
            cassandra.getString("keyspace"),
            cassandra.getString("username"),
            cassandra.getString("password"),
            cassandra.getBoolean("apply-schema"),
            cassandra.getConfig("replication"),
            cassandra.getDuration("request-timeout")),
        Formation.valueOf(
            oneOf(root, "cluster.formation", "self", "seeds", "bootstrap")
                .toUpperCase(Locale.ROOT)),
        root.getDuration("keyframes.interval"),
        root.getDuration("tiles.interval"),
        root.getDuration("clocks.interval"));
  }

  private static String oneOf(Config config, String key, String... allowed) {
    var value = config.getString(key);
    if (!List.of(allowed).contains(value)) {
      throw new NodeStartException(
          "setting " + key + " is '" + value + "'", "it must be one of " + List.of(allowed));
    }
    return value;
  }
}
