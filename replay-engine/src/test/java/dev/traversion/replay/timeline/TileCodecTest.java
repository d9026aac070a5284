package dev.traversion.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.fixture.Seeds;
import dev.traversion.replay.timeline.Tile.Place;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TileCodecTest {
  @Test
  void a_tile_is_read_as_it_was_written() {
    Seeds.forEach(
        200,
        seed -> {
          var tile = tile(new Random(seed));
          var read = decoded(tile.place(), TileCodec.encode(tile));
          assertThat(read).usingRecursiveComparison().isEqualTo(tile);
        });
  }

  @Test
  void whatever_is_changed_in_a_tile_is_noticed() {
    Seeds.forEach(
        200,
        seed -> {
          var random = new Random(seed);
          var tile = tile(random);
          var bytes = TileCodec.encode(tile);
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          assertThatExceptionOfType(DamagedTileException.class)
              .isThrownBy(() -> TileCodec.decode(tile.place(), bytes));
        });
  }

  @Test
  void a_tile_is_not_taken_for_another() {
    var tile = Tile.empty(new Place(Level.MINUTE, -5), Coverage.nothing());
    for (var other : new Place[] {new Place(Level.MINUTE, 5), new Place(Level.HOUR, -5)}) {
      assertThatExceptionOfType(DamagedTileException.class)
          .isThrownBy(() -> TileCodec.decode(other, TileCodec.encode(tile)));
    }
  }

  @Test
  void progress_is_read_as_it_was_written() throws DamagedTileException {
    var progress = new TileProgress(Coverage.of(900, LongStream.of(3, 4, 5, 800)), new TreeSet<>());
    progress.roots().add(-7L);
    progress.roots().add(85L);
    assertThat(TileProgress.decode(progress.encode())).isEqualTo(progress);
  }

  private static Tile decoded(Place place, byte[] bytes) {
    try {
      return TileCodec.decode(place, bytes);
    } catch (DamagedTileException e) {
      throw new AssertionError(e);
    }
  }

  private static Tile tile(Random random) {
    var levels = Level.storedFromTheTop();
    var place = new Place(levels[random.nextInt(levels.length)], random.nextLong());
    var cells = new ArrayList<Cell>();
    double density = random.nextDouble();
    for (int bucket = 0; bucket < Level.TILE_BUCKETS; bucket++) {
      if (random.nextDouble() < density) {
        var sum = new Sum();
        for (int events = random.nextInt(1, 40); events > 0; events--) {
          int kind = random.nextInt(EventKind.values().length);
          sum.add(kind, random.nextLong() >>> random.nextInt(1, 64), random.nextInt(5) == 0);
        }
        cells.add(sum.toCell(bucket));
      }
    }
    var without = random.longs(random.nextInt(5), 1, 500);
    return new Tile(place, Coverage.of(random.nextLong(1, 600), without), cells);
  }
}
