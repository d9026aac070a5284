package dev.traversion.journal.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.traversion.journal.KeyframeStore.KeyframeId;

/** The columns that name a keyframe in each of its tables. */
final class KeyframeColumns {
  private KeyframeColumns() {}

  static BoundStatement bind(BoundStatement statement, KeyframeId keyframe) {
    return statement
        .setString("mirror", keyframe.mirror().entityId())
        .setLong("instant_nanos", keyframe.instantNanos())
        .setLong("covered_sequence_nr", keyframe.coveredSequenceNr());
  }
}
