package dev.traversion.replay;

import dev.traversion.journal.JournalUnavailableException;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import java.io.IOException;
import java.util.List;

/** Goes once through the events of a window, for who wants every one of them. */
public interface EventSweep {

  /** Takes events as they are come upon. */
  interface Visitor {
    /**
     * Takes events of one instant, in the order of their ids. Very many events of one instant come
     * in several lists.
     *
     * @param events at least one
     * @throws IOException if no more can be taken: the sweep ends
     */
    void take(ServiceId service, List<Event> events) throws IOException;
  }

  /**
   * Shows the events that a query asks for, service by service, of each in the order of time, each
   * once; in memory that does not grow with their number. Whether the newest come first is not
   * heeded.
   *
   * @return what was missing on the way
   * @throws IOException what the visitor throws
   * @throws UnknownServiceException if a service was never recorded
   * @throws JournalUnavailableException if a store does not answer
   */
  Completeness sweep(EventQuery query, Visitor visitor) throws IOException;
}
