package dev.traversion.journal.cassandra;

/**
 * How a journal is cut into partitions. The plugin that writes frames and the queries that read
 * them must agree on it, so this is the one place that says it.
 */
public final class JournalLayout {

  /**
   * Frames in a partition of {@code messages}. The plugin's {@code
   * akka.persistence.cassandra.journal.target-partition-size} must be this; it cannot be changed
   * once frames are written.
   */
  public static final int TARGET_PARTITION_SIZE = 1_000;

  /** Rows in a partition of {@code frame_index}. The same number, for no deeper reason. */
  static final int INDEX_BUCKET_SIZE = 1_000;

  /** Frames whose keyframes share a partition of {@code keyframe_list}: some hundreds of rows. */
  private static final int KEYFRAME_BUCKET_SIZE = 10_000;

  private JournalLayout() {}

  /**
   * Checks the plugin's configuration against this layout.
   *
   * @param targetPartitionSize the plugin's {@code target-partition-size}
   * @throws IllegalStateException if it is another; says the cure
   */
  public static void requireTargetPartitionSize(long targetPartitionSize) {
    if (targetPartitionSize != TARGET_PARTITION_SIZE) {
      throw new IllegalStateException(
          "akka.persistence.cassandra.journal.target-partition-size is "
              + targetPartitionSize
              + ", but journals are read by partitions of "
              + TARGET_PARTITION_SIZE
              + ": set it to that");
    }
  }

  /** The partition of {@code messages} that holds a frame. */
  static long partitionOf(long sequenceNr) {
    return (sequenceNr - 1) / TARGET_PARTITION_SIZE;
  }

  /** The partition of {@code frame_index} that holds a frame's entry. */
  static long bucketOf(long sequenceNr) {
    return (sequenceNr - 1) / INDEX_BUCKET_SIZE;
  }

  /** The partition of {@code keyframe_list} that holds a keyframe ending with this frame. */
  static long keyframeBucketOf(long upTo) {
    return (upTo - 1) / KEYFRAME_BUCKET_SIZE;
  }
}
