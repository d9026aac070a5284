package dev.traversion.replay.timeline;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;

/** The mirrors whose tiles are built, and their frames. */
public interface Lanes {
  List<MirrorId> mirrors(String tenant);

  /** The frames that are listed now. */
  ListedFrames listed(MirrorId mirror);

  FrameSource frames();
}
