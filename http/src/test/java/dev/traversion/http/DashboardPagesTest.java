package dev.traversion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.http.TestNode.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the dashboard's files reach a browser; the files are a small stand-in for the built ones. */
class DashboardPagesTest {
  private static final String SCRIPT = "/dashboard/assets/index-Ab12_xyz.js";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Nested
  class The_page {
    @ParameterizedTest
    @ValueSource(
        strings = {"/dashboard", "/dashboard/", "/dashboard?at=2026-01-01T03:46:00Z&service=cart"})
    void is_served_whatever_the_link_says(String path) {
      var reply = node.get(path);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.contentType()).isEqualTo("text/html; charset=UTF-8");
      assertThat(reply.body()).contains("<title>A page</title>");
    }

    @Test
    void is_where_the_root_leads() {
      var reply = node.get("/");
      assertThat(reply.status()).isEqualTo(307);
      assertThat(reply.header("Location")).isEqualTo("/dashboard");
    }

    @Test
    void is_asked_for_each_time_and_sent_only_when_it_has_changed() {
      var first = node.get("/dashboard");
      assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
      var tag = first.header("ETag");
      assertThat(tag).matches("\"[0-9a-f]+\"");

      var again = with("/dashboard", "If-None-Match", "\"older\", " + tag);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(with("/dashboard", "If-None-Match", "\"older\"").status()).isEqualTo(200);
    }

    @Test
    void may_run_nothing_but_its_own_scripts_and_ask_nobody_but_this_node() {
      for (var path : new String[] {"/dashboard", SCRIPT}) {
        var reply = node.get(path);
        assertThat(reply.header("Content-Security-Policy"))
            .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
            .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
      }
    }
  }

  @Nested
  class An_asset {
    @Test
    void is_kept_for_a_year_since_its_name_tells_its_content() {
      var reply = node.get(SCRIPT);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.contentType()).isEqualTo("application/javascript; charset=UTF-8");
      assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "gzip, deflate, br | br",
          "br;q=0.5, gzip | br",
          "gzip | gzip",
          "br;q=0, gzip;q=1 | gzip",
          "br; q=0.0, GZIP | gzip",
          "identity | ''",
          "gzip;q=0 | ''",
        })
    void comes_compressed_as_the_browser_can_take_it(String accepted, String coding) {
      var reply = with(SCRIPT, "Accept-Encoding", accepted);
      assertThat(reply.header("Content-Encoding")).isEqualTo(coding);
      assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void is_the_same_compressed_or_not() throws Exception {
      var plain = node.get(SCRIPT).body();
      var gzip = with(SCRIPT, "Accept-Encoding", "gzip");
      try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.raw().body()))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
      }
    }

    @Test
    void can_be_asked_about_without_being_sent() {
      var head =
          node.send(
              HttpRequest.newBuilder(node.api(SCRIPT)).method("HEAD", BodyPublishers.noBody()));
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("ETag")).isEqualTo(node.get(SCRIPT).header("ETag"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard/nothing",
        "/dashboard/assets/nothing.js",
        "/dashboard/assets/index-Ab12_xyz.js.gz",
        "/dashboard/..%2Freference.conf",
        "/dashboard/%2e%2e/reference.conf",
        "/dashboard/assets/..%2F..%2Flogback-test.xml",
        "/dashboard/a/b/c.js",
        "/dashboardx",
      })
  void anything_else_is_a_problem(String path) {
    var reply = node.get(path);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().get("type").asText()).isEqualTo("/problems/route-unknown");
  }

  @Test
  void nothing_can_be_sent_there() {
    var reply =
        node.send(
            HttpRequest.newBuilder(node.api("/dashboard")).POST(BodyPublishers.ofString("x")));
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
  }

  private static Reply with(String path, String header, String value) {
    return node.send(HttpRequest.newBuilder(node.api(path)).header(header, value));
  }
}
