package dev.traversion.recorder.mirror;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.recorder.LiveFeed;
import dev.traversion.recorder.Wire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Carries notices of recorded frames to the listeners of every node, by a cluster-wide topic. */
public final class LiveHub implements LiveFeed, Consumer<LiveFeed.Recorded> {

  /** A {@link LiveFeed.Recorded} between nodes. */
  record Notice(
      @JsonProperty("mirror") String mirror,
      @JsonProperty("sequenceNr") long sequenceNr,
      @JsonProperty("summary") FrameSummary summary)
      implements Wire {}

  private final Map<Subscription, Consumer<LiveFeed.Recorded>> listeners =
      new ConcurrentHashMap<>();
  private final ActorRef<Topic.Command<Notice>> topic;

  private LiveHub(ActorSystem<?> system) {
    topic =
        system.systemActorOf(Topic.create(Notice.class, "recorded"), "live-topic", Props.empty());
    var relay = system.systemActorOf(relay(listeners), "live-relay", Props.empty());
    topic.tell(Topic.subscribe(relay));
  }

  /** Starts this node's part of the topic. */
  public static LiveHub start(ActorSystem<?> system) {
    return new LiveHub(system);
  }

  private static Behavior<Notice> relay(Map<Subscription, Consumer<LiveFeed.Recorded>> listeners) {
    return Behaviors.receive(
        (_, notice) -> {
          var recorded =
              new LiveFeed.Recorded(
                  MirrorId.parse(notice.mirror()), notice.sequenceNr(), notice.summary());
          listeners.values().forEach(listener -> listener.accept(recorded));
          return Behaviors.same();
        });
  }

  /** Tells every node of a frame that became durable. */
  @Override
  public void accept(LiveFeed.Recorded recorded) {
    topic.tell(
        Topic.publish(
            new Notice(recorded.mirror().entityId(), recorded.sequenceNr(), recorded.summary())));
  }

  @Override
  public Subscription subscribe(Consumer<LiveFeed.Recorded> listener) {
    // Keyed by subscription, so that two subscriptions of one listener are two.
    var subscription =
        new Subscription() {
          @Override
          public void close() {
            listeners.remove(this);
          }
        };
    listeners.put(subscription, listener);
    return subscription;
  }
}
