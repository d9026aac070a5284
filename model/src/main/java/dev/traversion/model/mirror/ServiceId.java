package dev.traversion.model.mirror;

/**
 * A logical production service: {@code service.namespace} and {@code service.name} in a tenant.
 *
 * @param tenant who owns the data, e.g. {@code default}; never empty
 * @param namespace OpenTelemetry's {@code service.namespace}; empty when the service states none
 * @param name OpenTelemetry's {@code service.name}; never empty
 */
public record ServiceId(String tenant, String namespace, String name)
    implements Comparable<ServiceId> {
  public static final String DEFAULT_TENANT = "default";

  /** The longest of each part, in UTF-16 units; longer names are refused at intake. */
  public static final int MAX_PART_LENGTH = 255;

  public ServiceId {
    require(!tenant.isEmpty(), "tenant is empty");
    require(!name.isEmpty(), "service name is empty");
    require(
        tenant.length() <= MAX_PART_LENGTH
            && namespace.length() <= MAX_PART_LENGTH
            && name.length() <= MAX_PART_LENGTH,
        "a part of a service name is longer than " + MAX_PART_LENGTH);
  }

  public static ServiceId of(String namespace, String name) {
    return new ServiceId(DEFAULT_TENANT, namespace, name);
  }

  /**
   * {@code namespace/name}, or {@code name} alone where there is no namespace; each part escaped.
   */
  public String path() {
    return namespace.isEmpty()
        ? Escape.part(name)
        : Escape.part(namespace) + "/" + Escape.part(name);
  }

  /**
   * Reads {@link #path()} back.
   *
   * @throws IllegalArgumentException if the text has more than two parts or an empty name
   */
  public static ServiceId parsePath(String tenant, String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return new ServiceId(tenant, "", Escape.unescape(path));
    }
    require(path.indexOf('/', slash + 1) < 0, "a service is 'name' or 'namespace/name'");
    return new ServiceId(
        tenant,
        Escape.unescape(path.substring(0, slash)),
        Escape.unescape(path.substring(slash + 1)));
  }

  @Override
  public int compareTo(ServiceId that) {
    int byTenant = tenant.compareTo(that.tenant);
    if (byTenant != 0) {
      return byTenant;
    }
    int byNamespace = namespace.compareTo(that.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(that.name);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
