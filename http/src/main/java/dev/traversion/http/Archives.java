package dev.traversion.http;

import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.ArchiveWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** Writes windows of history as portable files. */
public interface Archives {

  /**
   * Writes an archive, as fast as it is taken. Blocks.
   *
   * @param services empty: all
   * @throws IOException if it is not taken any more
   */
  void write(Set<ServiceId> services, ArchiveWindow window, OutputStream out) throws IOException;
}
