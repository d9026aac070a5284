package dev.traversion.model.mirror;

/**
 * Names the mirror of one lane of a service.
 *
 * @param lane 0 for a service of one lane; at most {@link #MAX_LANES} - 1
 */
public record MirrorId(ServiceId service, int lane) implements Comparable<MirrorId> {
  public static final int MAX_LANES = 256;

  public MirrorId {
    if (lane < 0 || lane >= MAX_LANES) {
      throw new IllegalArgumentException("lane must be in 0.." + (MAX_LANES - 1) + ": " + lane);
    }
  }

  /**
   * The stored name: {@code tenant/namespace/name/lane}, each part percent-encoded, e.g. {@code
   * default/shop/cart/0}. A documented format: journals are keyed by it.
   */
  public String entityId() {
    return Escape.part(service.tenant())
        + "/"
        + Escape.part(service.namespace())
        + "/"
        + Escape.part(service.name())
        + "/"
        + lane;
  }

  /**
   * Reads {@link #entityId()} back.
   *
   * @throws IllegalArgumentException if the text is not of that format
   */
  public static MirrorId parse(String entityId) {
    var parts = entityId.split("/", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not a mirror id: " + entityId);
    }
    var service =
        new ServiceId(
            Escape.unescape(parts[0]), Escape.unescape(parts[1]), Escape.unescape(parts[2]));
    try {
      return new MirrorId(service, Integer.parseInt(parts[3]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a mirror id: " + entityId, e);
    }
  }

  @Override
  public int compareTo(MirrorId that) {
    int byService = service.compareTo(that.service);
    return byService != 0 ? byService : Integer.compare(lane, that.lane);
  }
}
