package dev.traversion.replay.servicemap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.attribute.Attributes;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.servicemap.Party.Outside;
import dev.traversion.replay.servicemap.ServiceMap.Bounds;
import dev.traversion.replay.servicemap.ServiceMap.Standing;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an outbound call asked, and what a map leaves out. */
class MapJoinTest {
  private static final ServiceId CART = ServiceId.of("shop", "cart");
  private static final ServiceId MAIL = ServiceId.of("", "mail");
  private static final long AT = 1_000_000_000_000L;

  private final MapJoin join = new MapJoin(AT, 60_000_000_000L, new Bounds(1, 2, 2));
  private long spans;

  @Nested
  class A_call_that_nothing_recorded_answers {
    @ParameterizedTest
    @CsvSource({
      "server.address=db.example;server.port=5432;db.system=postgresql;db.name=shop,"
          + " outside:database:postgresql/shop/db.example:5432",
      "db.system.name=redis, outside:database:redis//",
      "messaging.system=kafka;messaging.destination.name=orders, outside:queue:kafka/orders/",
      "server.address=api.example;server.port=443, outside:host:/api.example/",
      "http.url=https://user:secret@api.example:8443/x?y, outside:host:/api.example:8443/",
      "net.peer.name=old.example, outside:host:/old.example/",
      "peer.service=ledger;server.address=10.0.0.7, outside:host:/ledger/",
    })
    void is_told_by_what_it_says_of_its_peer(String attributes, String id) {
      join.add(CART, "", AT);
      join.add(CART, client(attributes));
      var map = join.join();
      assertThat(map.outsides()).extracting(Outside::id).containsExactly(id);
      var edge = map.edges().getFirst();
      assertThat(edge.standing()).isEqualTo(Standing.INFERRED);
      assertThat(edge.inferredCalls()).isEqualTo(1);
    }

    @Test
    void and_that_says_nothing_draws_nothing() {
      join.add(CART, "", AT);
      join.add(CART, client(""));
      assertThat(join.join().edges()).isEmpty();
    }

    @Test
    void but_names_a_recorded_service_leads_there() {
      var wide = new MapJoin(AT, 60_000_000_000L, Bounds.defaults());
      wide.add(CART, "", AT);
      wide.add(MAIL, "", AT);
      wide.add(CART, client("peer.service=mail"));
      assertThat(wide.join().edges())
          .singleElement()
          .satisfies(
              edge -> {
                assertThat(edge.to()).isEqualTo(new Party.Recorded(MAIL));
                assertThat(edge.standing()).isEqualTo(Standing.INFERRED);
              });
    }
  }

  @Test
  void the_quietest_are_left_out_and_counted() {
    join.add(CART, "", AT);
    join.add(MAIL, "", AT);
    for (int host = 1; host <= 5; host++) {
      for (int calls = 0; calls < host; calls++) {
        join.add(CART, client("server.address=host-" + host));
      }
    }
    var map = join.join();
    assertThat(map.services())
        .singleElement()
        .satisfies(n -> assertThat(n.service()).isEqualTo(CART));
    assertThat(map.servicesTotal()).isEqualTo(2);
    assertThat(map.outsides()).extracting(Outside::name).containsExactly("host-4", "host-5");
    assertThat(map.outsidesTotal()).isEqualTo(5);
    assertThat(map.edges()).hasSize(2);
    assertThat(map.edgesTotal()).isEqualTo(5);
  }

  /**
   * @param attributes {@code key=value;key=value}
   */
  private SeenCall client(String attributes) {
    var built = Attributes.builder();
    for (var pair : attributes.isEmpty() ? List.<String>of() : List.of(attributes.split(";"))) {
      int equals = pair.indexOf('=');
      built.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return SeenCall.of(
        new Call(
            Origin.unknown(),
            new SpanContext(new TraceId(1, 1), new SpanId(++spans)),
            SpanId.none(),
            "",
            0,
            "GET",
            Call.KIND_CLIENT,
            AT - 10,
            AT - 5,
            AT,
            built.build(),
            0,
            List.of(),
            0,
            List.of(),
            0,
            Call.STATUS_UNSET,
            ""));
  }
}
