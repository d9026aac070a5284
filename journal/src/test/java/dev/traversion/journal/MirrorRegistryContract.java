package dev.traversion.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link MirrorRegistry} does. */
public interface MirrorRegistryContract {
  MirrorRegistry mirrors();

  @Test
  default void lists_a_tenants_mirrors_once_each_by_service_and_lane() {
    var tenant = "tenant-" + UUID.randomUUID();
    var gateway = new MirrorId(new ServiceId(tenant, "", "gateway"), 0);
    var cart0 = new MirrorId(new ServiceId(tenant, "shop", "cart"), 0);
    var cart2 = new MirrorId(new ServiceId(tenant, "shop", "cart"), 2);
    var cart10 = new MirrorId(new ServiceId(tenant, "shop", "cart"), 10);
    for (var mirror : List.of(cart10, gateway, cart2, cart0, cart2)) {
      mirrors().register(mirror).toCompletableFuture().join();
    }

    assertThat(mirrors().mirrors(tenant)).containsExactly(gateway, cart0, cart2, cart10);
    assertThat(mirrors().mirrors("nobody-" + tenant)).isEmpty();
  }

  @Test
  default void keeps_names_as_they_are_whatever_characters_they_have() {
    var tenant = "tenant/" + UUID.randomUUID();
    var odd = new MirrorId(new ServiceId(tenant, "a|b", "caf\u00e9 \uD83D\uDE00 'x'"), 255);
    mirrors().register(odd).toCompletableFuture().join();

    assertThat(mirrors().mirrors(tenant)).containsExactly(odd);
  }
}
