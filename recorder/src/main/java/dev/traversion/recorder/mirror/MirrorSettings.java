package dev.traversion.recorder.mirror;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How mirrors behave; each key is documented in {@code reference.conf}, {@code traversion.mirror}.
 *
 * @param frameMaxAge a frame is sealed at the latest this long after its first event
 * @param waitingMaxBytes estimated bytes that may wait in one mirror to become durable
 * @param stashedMaxBatches batches that may wait while a mirror starts
 * @param rememberedIds ids remembered to recognise redeliveries
 * @param rememberFor how far back ids are read again after a restart
 * @param auditedFrames how many of the latest frames a start compares with the index
 * @param versionQuietTime a version unheard of for this long that returns counts as deployed again
 */
public record MirrorSettings(
    Duration frameMaxAge,
    long waitingMaxBytes,
    int stashedMaxBatches,
    int rememberedIds,
    Duration rememberFor,
    int auditedFrames,
    Duration versionQuietTime) {

  /** Reads {@code traversion.mirror}. */
  public static MirrorSettings of(Config config) {
    var mirror = config.getConfig("traversion.mirror");
    return new MirrorSettings(
        mirror.getDuration("frame-max-age"),
        mirror.getBytes("waiting-max-bytes"),
        mirror.getInt("stashed-max-batches"),
        mirror.getInt("remembered-ids"),
        mirror.getDuration("remember-for"),
        mirror.getInt("audited-frames"),
        mirror.getDuration("version-quiet-time"));
  }
}
