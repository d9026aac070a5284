package dev.traversion.http;

import com.typesafe.config.Config;
import java.time.Duration;

/** The settings under {@code traversion.http}; {@code reference.conf} explains each. */
public record ApiSettings(
    String host,
    int apiPort,
    int otlpHttpPort,
    int otlpGrpcPort,
    String tenant,
    long maxBodyBytes,
    long maxDecodedBodyBytes,
    long maxHeldBodiesBytes,
    Duration bodyTimeout,
    int maxQueries,
    Duration queryTimeout,
    int maxLiveStreams,
    Duration heartbeat) {

  /**
   * @param config the section {@code traversion.http}
   */
  public static ApiSettings from(Config config) {
    return new ApiSettings(
        config.getString("host"),
        config.getInt("api-port"),
        config.getInt("otlp-http-port"),
        config.getInt("otlp-grpc-port"),
        config.getString("tenant"),
        config.getBytes("max-body"),
        config.getBytes("max-decoded-body"),
        config.getBytes("max-held-bodies"),
        config.getDuration("body-timeout"),
        config.getInt("max-queries"),
        config.getDuration("query-timeout"),
        config.getInt("max-live-streams"),
        config.getDuration("heartbeat"));
  }
}
