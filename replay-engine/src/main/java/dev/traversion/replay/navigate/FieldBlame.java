package dev.traversion.replay.navigate;

import java.util.Optional;

/**
 * Who last gave a field the value that it has.
 *
 * @param path JSON pointer (RFC 6901)
 * @param value what it holds at the instant asked for
 * @param setBy the write that changed it last, to that value; empty where none did, or where the
 *     search for it ran out of time. Later writes may have written the same value again
 * @param before what it held until then
 */
public record FieldBlame(String path, FieldValue value, Optional<Write> setBy, FieldValue before) {}
