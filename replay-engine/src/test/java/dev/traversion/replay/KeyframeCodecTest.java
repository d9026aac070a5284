package dev.traversion.replay;

import static dev.traversion.replay.RecordedWorld.CART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.traversion.journal.KeyframeStore.Chunk;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.model.event.Document;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.Fold;
import dev.traversion.model.state.RandomEvents;
import dev.traversion.model.state.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyframeCodecTest {
  private static final MirrorId MIRROR = RecordedWorld.mirror(CART, 3);
  private static final KeyframeCodec CODEC = new KeyframeCodec(150, 7);
  private static final SequenceRanges UNCOVERED =
      new SequenceRanges(List.of(new SequenceRanges.Range(2, 2), new SequenceRanges.Range(5, 900)));

  @Nested
  class A_keyframe {
    @Test
    void comes_back_as_it_was() {
      Seeds.forEach(
          200,
          seed -> {
            var keyframe = keyframe(seed);
            var encoded = CODEC.encode(MIRROR, keyframe);
            assertThat(CODEC.decode(encoded.id(), encoded.chunks())).isEqualTo(keyframe);
          });
    }

    @Test
    void holds_more_calls_than_one_chunk_takes() throws DamagedKeyframeException {
      var fold = Fold.upTo(1000);
      for (int i = 1; i <= 50; i++) {
        fold.add(Happenings.call(i, i, 2000, false));
      }
      var keyframe = new Keyframe(fold.finish(), 7, SequenceRanges.none());
      var encoded = CODEC.encode(MIRROR, keyframe);
      assertThat(encoded.chunks()).hasSize(8);
      assertThat(CODEC.decode(encoded.id(), encoded.chunks())).isEqualTo(keyframe);
    }

    @Test
    void answers_for_any_entity_with_one_chunk() {
      Seeds.forEach(
          50,
          seed -> {
            var keyframe = keyframe(seed);
            var encoded = CODEC.encode(MIRROR, keyframe);
            for (var type : List.of("a", "order", "order-line", "feature-flag", "zebra")) {
              for (int key = 0; key < 5; key++) {
                var entity = new EntityRef(type, "" + key);
                var held = keyframe.state().entities().get(entity);
                assertThat(lookUp(encoded, entity)).isEqualTo(Optional.ofNullable(held));
              }
            }
          });
    }

    @Test
    void keeps_names_and_values_of_any_characters() throws DamagedKeyframeException {
      var fold = Fold.upTo(10);
      var odd =
          List.of("é", "日本", "😀", "\uD800", "a\uDC00b", "\0", "a\0b", "", "\uE000", "\uFFFF");
      for (var text : odd) {
        fold.put(
            new EntityState(
                new EntityRef("t" + text, "k" + text),
                Optional.of(new Document(text, true, 1L << 40)),
                new Stamp(-5, new EventId(-1, Long.MIN_VALUE)),
                SpanContext.none(),
                text));
      }
      // A store may order these otherwise than Java does; the chunk says whom it can answer for.
      var keyframe = new Keyframe(fold.finish(), 7, SequenceRanges.none());
      var encoded = new KeyframeCodec(1, 7).encode(MIRROR, keyframe);
      assertThat(CODEC.decode(encoded.id(), encoded.chunks())).isEqualTo(keyframe);
      for (var chunk : encoded.chunks().subList(1, encoded.chunks().size())) {
        for (var held : keyframe.state().entities().values()) {
          CODEC
              .find(encoded.id(), chunk, held.entity())
              .ifPresent(found -> assertThat(found.entity()).contains(held));
        }
      }
    }
  }

  @Nested
  class A_damaged_keyframe {
    @Test
    void is_noticed_whichever_byte_is_wrong() {
      var encoded = CODEC.encode(MIRROR, keyframe(3));
      for (int number = 0; number < encoded.chunks().size(); number++) {
        var chunk = encoded.chunks().get(number);
        for (int i = 0; i < chunk.bytes().length; i++) {
          var bytes = chunk.bytes().clone();
          bytes[i] ^= 0x10;
          assertRefused(encoded.id(), replaced(encoded.chunks(), number, bytes));
        }
      }
    }

    @Test
    void is_noticed_wherever_a_chunk_ends_early() {
      var encoded = CODEC.encode(MIRROR, keyframe(3));
      var first = encoded.chunks().getFirst().bytes();
      for (int length = 0; length < first.length; length++) {
        assertRefused(encoded.id(), replaced(encoded.chunks(), 0, Arrays.copyOf(first, length)));
      }
    }

    @Test
    void is_noticed_when_chunks_are_missing_swapped_or_of_another_keyframe() {
      var encoded = CODEC.encode(MIRROR, keyframe(3));
      var chunks = encoded.chunks();
      assertThat(chunks).hasSizeGreaterThan(3);
      assertRefused(encoded.id(), chunks.subList(0, chunks.size() - 1));
      assertRefused(encoded.id(), List.of());
      var swapped = new ArrayList<>(chunks);
      swapped.set(1, chunks.get(2));
      swapped.set(2, chunks.get(1));
      assertRefused(encoded.id(), swapped);
      var other = CODEC.encode(MIRROR, new Keyframe(keyframe(3).state(), 43, UNCOVERED));
      assertRefused(encoded.id(), replaced(chunks, 1, other.chunks().get(1).bytes()));
      var elsewhere = CODEC.encode(RecordedWorld.mirror(CART, 4), keyframe(3));
      assertRefused(encoded.id(), elsewhere.chunks());
    }
  }

  private static void assertRefused(KeyframeId id, List<Chunk> chunks) {
    assertThatExceptionOfType(DamagedKeyframeException.class)
        .isThrownBy(() -> CODEC.decode(id, chunks));
  }

  private static List<Chunk> replaced(List<Chunk> chunks, int number, byte[] bytes) {
    var replaced = new ArrayList<>(chunks);
    replaced.set(number, new Chunk(number, chunks.get(number).firstKey(), bytes));
    return replaced;
  }

  private static Keyframe keyframe(long seed) {
    var source = RandomEvents.seeded(seed);
    var events = source.arrivals(100);
    long at = RandomEvents.NOON + 1_000_000_000_000L / (seed + 1);
    return new Keyframe(Fold.upTo(at).addAll(events).finish(), 1000, UNCOVERED);
  }

  /** As a store does that orders keys as Java does. */
  private static Optional<EntityState> lookUp(KeyframeCodec.Encoded encoded, EntityRef entity)
      throws DamagedKeyframeException {
    Chunk last = encoded.chunks().getFirst();
    for (var chunk : encoded.chunks().subList(1, encoded.chunks().size())) {
      if (chunk.firstKey().compareTo(KeyframeCodec.key(entity)) <= 0) {
        last = chunk;
      }
    }
    if (last.number() == 0) { // no entities at all
      return Optional.empty();
    }
    var found = CODEC.find(encoded.id(), last, entity).orElseThrow();
    assertThat(found.uncovered()).isEqualTo(UNCOVERED);
    return found.entity();
  }
}
