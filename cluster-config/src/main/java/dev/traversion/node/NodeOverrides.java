package dev.traversion.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings from the command line, which win over a file, which wins over the defaults. */
final class NodeOverrides {
  private final Map<String, Object> values = new HashMap<>();

  void put(String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value instanceof Path path ? path.toString() : value);
    }
  }

  void putList(String key, String value) {
    values.put(key, List.of(value.split(",")));
  }

  /**
   * The whole configuration.
   *
   * @throws NodeStartException if the file is given but not there
   */
  Config over(@Nullable Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw new NodeStartException("cannot read the configuration file " + file, "check --config");
    }
    var fromFile = file == null ? ConfigFactory.empty() : ConfigFactory.parseFile(file.toFile());
    return ConfigFactory.defaultOverrides()
        .withFallback(ConfigFactory.parseMap(values, "command line"))
        .withFallback(fromFile)
        .withFallback(ConfigFactory.parseResourcesAnySyntax("application"))
        .withFallback(ConfigFactory.defaultReferenceUnresolved())
        .resolve();
  }
}
