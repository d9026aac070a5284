package org.apache.cassandra.security;

import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * Stands before Cassandra's own class of this name, which installs a security manager: JDK 24 and
 * later refuse that, and the server would not start.
 *
 * <p>The original guards user-defined functions and nothing else. The bundled server keeps those
 * switched off in its configuration, so there is nothing left to guard.
 */
public final class ThreadAwareSecurityManager {
  /** Read by Cassandra's class loader for user-defined functions. */
  public static final PermissionCollection noPermissions = new Permissions();

  private ThreadAwareSecurityManager() {}

  /** Installs nothing. */
  public static void install() {}

  /** Says that no thread runs a user-defined function. */
  public static boolean isSecuredThread() {
    return false;
  }
}
