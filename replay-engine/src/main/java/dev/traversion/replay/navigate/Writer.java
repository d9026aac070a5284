package dev.traversion.replay.navigate;

/**
 * Who made a write, beside what the write itself says.
 *
 * @param operation name of the call that wrote, e.g. {@code UPDATE cart}; empty when not known
 * @param entry name of the inbound call of the service that this was done for, e.g. {@code POST
 *     /cart/{id}}; empty when not known
 * @param serviceVersion {@code service.version} of the writer; empty when not known
 * @param commit the revision that its version was built from; empty when no deployment told
 */
public record Writer(String operation, String entry, String serviceVersion, String commit) {}
