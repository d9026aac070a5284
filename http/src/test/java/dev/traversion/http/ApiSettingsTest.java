package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiSettingsTest {
  @Test
  void has_defaults() {
    assertThat(ApiSettings.from(ConfigFactory.load().getConfig("traversion.http")))
        .isEqualTo(
            new ApiSettings(
                "127.0.0.1",
                3335,
                4318,
                4317,
                "default",
                16L << 20,
                32L << 20,
                128L << 20,
                Duration.ofSeconds(30),
                32,
                Duration.ofSeconds(30),
                64,
                Duration.ofSeconds(10)));
  }

  @Test
  void reads_every_key() {
    assertThat(
            ApiSettings.from(
                ConfigFactory.parseString(
                    """
                    host = "0.0.0.0", api-port = 1, otlp-http-port = 2, otlp-grpc-port = 3
                    tenant = t, max-body = 4, max-decoded-body = 5, max-held-bodies = 6
                    body-timeout = 7s, max-queries = 8, query-timeout = 9s
                    max-live-streams = 10, heartbeat = 11s
                    """)))
        .isEqualTo(
            new ApiSettings(
                "0.0.0.0",
                1,
                2,
                3,
                "t",
                4,
                5,
                6,
                Duration.ofSeconds(7),
                8,
                Duration.ofSeconds(9),
                10,
                Duration.ofSeconds(11)));
  }
}
