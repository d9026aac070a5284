package dev.traversion.replay.navigate;

import java.util.List;

/**
 * Who last set the fields of an entity, as of an instant.
 *
 * @param lastWrite the last write by then; it need not have changed every field that it wrote
 * @param fields in the order of the value
 * @param limited whether the value has more fields than are told of
 */
public record EntityBlame(Write lastWrite, List<FieldBlame> fields, boolean limited) {
  /** The most fields that are told of. */
  public static final int MOST_FIELDS = 1_000;

  public EntityBlame {
    fields = List.copyOf(fields);
  }
}
