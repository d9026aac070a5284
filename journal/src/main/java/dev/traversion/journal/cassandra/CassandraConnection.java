package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.traversion.journal.JournalUnavailableException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the journal is. What is not named here (TLS, speculative executions ...) is read from
 * {@code datastax-java-driver} in {@code application.conf}, as the driver documents.
 *
 * @param contactPoints at least one node, port included
 * @param datacenter the local data center's name
 * @param keyspace lower-case letters, digits and underscores, a letter first
 * @param credentials empty where the cluster asks for none
 * @param consistency of every read and write, e.g. {@code LOCAL_QUORUM}
 * @param requestTimeout how long one request may take
 */
public record CassandraConnection(
    List<InetSocketAddress> contactPoints,
    String datacenter,
    String keyspace,
    Optional<Credentials> credentials,
    String consistency,
    Duration requestTimeout) {
  public static final String DEFAULT_DATACENTER = "datacenter1";
  public static final String DEFAULT_KEYSPACE = "traversion";
  public static final String DEFAULT_CONSISTENCY = "LOCAL_QUORUM";
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  /** A user and password. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[user=" + user + "]";
    }
  }

  public CassandraConnection {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("at least one contact point is needed, as host:port");
    }
    if (!KEYSPACE.matcher(keyspace).matches()) {
      throw new IllegalArgumentException(
          "a keyspace is lower-case letters, digits and underscores, a letter first, 48 at most: "
              + keyspace);
    }
    if (Arrays.stream(DefaultConsistencyLevel.values())
        .noneMatch(level -> level.name().equals(consistency))) {
      throw new IllegalArgumentException(
          "unknown consistency '"
              + consistency
              + "'; known: "
              + Arrays.toString(DefaultConsistencyLevel.values()));
    }
    if (requestTimeout.isZero() || requestTimeout.isNegative()) {
      throw new IllegalArgumentException("the request timeout must be positive");
    }
  }

  /** One node, and the defaults. */
  public static CassandraConnection to(InetSocketAddress contactPoint) {
    return new CassandraConnection(
        List.of(contactPoint),
        DEFAULT_DATACENTER,
        DEFAULT_KEYSPACE,
        Optional.empty(),
        DEFAULT_CONSISTENCY,
        DEFAULT_REQUEST_TIMEOUT);
  }

  public CassandraConnection withKeyspace(String keyspace) {
    return new CassandraConnection(
        contactPoints, datacenter, keyspace, credentials, consistency, requestTimeout);
  }

  public CassandraConnection withRequestTimeout(Duration requestTimeout) {
    return new CassandraConnection(
        contactPoints, datacenter, keyspace, credentials, consistency, requestTimeout);
  }

  /**
   * Opens a session in no keyspace.
   *
   * @throws JournalUnavailableException if no contact point answers
   */
  CqlSession open() {
    return open(builder());
  }

  private CqlSessionBuilder builder() {
    var config =
        DriverConfigLoader.programmaticBuilder()
            .withString(DefaultDriverOption.SESSION_NAME, "traversion")
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, requestTimeout)
            .withString(DefaultDriverOption.REQUEST_CONSISTENCY, consistency)
            // Every statement of this module may be sent twice: none counts, none appends.
            .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
            // The plugin's session waits for ever, as it must; a caller of this one wants an
            // answer.
            .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, false)
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, requestTimeout)
            .withDuration(DefaultDriverOption.CONNECTION_SET_KEYSPACE_TIMEOUT, requestTimeout)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, requestTimeout)
            .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, requestTimeout)
            .withStringList(
                DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(keyspace))
            // A change of schema waits for a refresh, which waits this long for more changes.
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(20))
            .build();
    var builder =
        CqlSession.builder()
            .withConfigLoader(config)
            .addContactPoints(contactPoints)
            .withLocalDatacenter(datacenter);
    credentials.ifPresent(given -> builder.withAuthCredentials(given.user(), given.password()));
    return builder;
  }

  private CqlSession open(CqlSessionBuilder builder) {
    try {
      return builder.build();
    } catch (InvalidKeyspaceException e) {
      throw new JournalUnavailableException("no keyspace " + keyspace + " in Cassandra", e);
    } catch (DriverException e) {
      throw new JournalUnavailableException("no answer from Cassandra at " + contactPoints, e);
    }
  }

  /**
   * Opens a session in the keyspace.
   *
   * @throws JournalUnavailableException if no contact point answers, or the keyspace is not there
   */
  CqlSession openInKeyspace() {
    return open(builder().withKeyspace(keyspace));
  }
}
