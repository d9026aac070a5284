package dev.traversion.replay.keyframe;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventId;
import dev.traversion.model.state.Stamp;
import dev.traversion.replay.pack.Packer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keys of entries, made so that comparing their bytes, unsigned, puts them in order.
 *
 * <p>The first byte is the section. Then come, for
 *
 * <ul>
 *   <li>settings and versions: the name, the stamp;
 *   <li>entities: the type, the key, the stamp;
 *   <li>calls: the class of the interval's length, its end, its start, and what tells it from
 *       others.
 * </ul>
 *
 * <p>Texts are written unit by unit, one to three bytes each as in CESU-8, so that their order is
 * that of {@link String#compareTo} for any units; NUL is {@code 00 FF}, and {@code 00 01} ends the
 * text. Stamps are written inverted: of the writes of one thing, the latest comes first. So the
 * state at an instant is the first entry at or after a key that can be computed.
 */
final class EntryKey {
  static final byte SETTINGS = 1;
  static final byte VERSIONS = 2;
  static final byte CALLS = 3;
  static final byte ENTITIES = 4;

  /** One more than how many sections there are: the first byte of no key. */
  static final byte END = 5;

  /** Follows a call's place in time: the interval is a frame's. */
  static final byte FRAME = 0;

  /** Follows a call's place in time: the interval is one call's. */
  static final byte CALL = 1;

  private static final int STAMP_BYTES = 24;
  private static final byte TEXT_END = 1;

  /** Where a call's key has the end, the start and the kind of its interval. */
  private static final int CALL_END = 2;

  private static final int CALL_START = 10;
  private static final int CALL_KIND = 18;
  private static final int CALL_NAME = 19;

  private EntryKey() {}

  static byte[] named(byte section, String name, Stamp stamp) {
    var key = new Packer();
    key.octet(section);
    text(key, name);
    return stamped(key, stamp);
  }

  static byte[] entity(EntityRef entity, Stamp stamp) {
    return stamped(prefix(entity), stamp);
  }

  /** The least key that a write of an entity at or before an instant may have. */
  static byte[] entityAt(EntityRef entity, long atNanos) {
    var key = prefix(entity);
    key.word(~ordered(atNanos));
    return key.toByteArray();
  }

  /** Where the entries of a section begin. */
  static byte[] section(byte section) {
    return new byte[] {section};
  }

  /** Where the entities of a type begin. */
  static byte[] type(String type) {
    var key = new Packer();
    key.octet(ENTITIES);
    text(key, type);
    return key.toByteArray();
  }

  /** Where the entities that come after this one begin. */
  static byte[] after(EntityRef entity) {
    return successor(prefix(entity).toByteArray());
  }

  /** The least key above all that begin with this text's end. */
  static byte[] successor(byte[] endingWithText) {
    var successor = endingWithText.clone();
    successor[successor.length - 1] = TEXT_END + 1;
    return successor;
  }

  static byte[] frame(LengthClass length, long fromNanos, long toNanos, long sequenceNr) {
    var key = interval(length, fromNanos, toNanos);
    key.octet(FRAME);
    key.word(sequenceNr);
    return key.toByteArray();
  }

  static byte[] call(LengthClass length, long startNanos, long endNanos, EventId id) {
    var key = interval(length, startNanos, endNanos);
    key.octet(CALL);
    key.word(id.high());
    key.word(id.low());
    return key.toByteArray();
  }

  /** Where the intervals of a class begin that end after an instant. */
  static byte[] endingAfter(LengthClass length, long nanos) {
    var key = new Packer();
    key.octet(CALLS);
    key.octet(length.ordinal());
    key.word(ordered(nanos));
    // Above every start there is, so that what ends at the very instant is left out.
    key.word(-1);
    key.octet(CALL + 1);
    return key.toByteArray();
  }

  static byte sectionOf(byte[] key) {
    return key[0];
  }

  /** Whether two keys are of writes of one thing. */
  static boolean sameThing(byte[] one, byte[] other) {
    int prefix = one.length - STAMP_BYTES;
    return one.length == other.length && Arrays.equals(one, 0, prefix, other, 0, prefix);
  }

  /** When a write occurred. */
  static long occurredAt(byte[] key) {
    return ordered(~word(key, key.length - STAMP_BYTES));
  }

  static Stamp stamp(byte[] key) {
    int at = key.length - STAMP_BYTES;
    return new Stamp(ordered(~word(key, at)), new EventId(~word(key, at + 8), ~word(key, at + 16)));
  }

  static String name(byte[] key) {
    return new TextReader(key).next();
  }

  static EntityRef entity(byte[] key) {
    var texts = new TextReader(key);
    return new EntityRef(texts.next(), texts.next());
  }

  static boolean isFrame(byte[] key) {
    return key[CALL_KIND] == FRAME;
  }

  static long frameNumber(byte[] key) {
    return word(key, CALL_NAME);
  }

  static EventId callId(byte[] key) {
    return new EventId(word(key, CALL_NAME), word(key, CALL_NAME + 8));
  }

  static long startNanos(byte[] key) {
    return ordered(word(key, CALL_START));
  }

  static long endNanos(byte[] key) {
    return ordered(word(key, CALL_END));
  }

  private static Packer interval(LengthClass length, long startNanos, long endNanos) {
    var key = new Packer();
    key.octet(CALLS);
    key.octet(length.ordinal());
    key.word(ordered(endNanos));
    key.word(ordered(startNanos));
    return key;
  }

  private static Packer prefix(EntityRef entity) {
    var key = new Packer();
    key.octet(ENTITIES);
    text(key, entity.type());
    text(key, entity.key());
    return key;
  }

  private static byte[] stamped(Packer key, Stamp stamp) {
    key.word(~ordered(stamp.occurredAtNanos()));
    key.word(~stamp.id().high());
    key.word(~stamp.id().low());
    return key.toByteArray();
  }

  /** Turns signed order into unsigned order, and back. */
  private static long ordered(long value) {
    return value ^ Long.MIN_VALUE;
  }

  private static long word(byte[] key, int at) {
    return ByteBuffer.wrap(key).getLong(at);
  }

  private static void text(Packer key, String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        key.octet(0);
        key.octet(0xFF);
      } else if (unit < 0x80) {
        key.octet(unit);
      } else if (unit < 0x800) {
        key.octet(0xC0 | (unit >> 6));
        key.octet(0x80 | (unit & 0x3F));
      } else {
        key.octet(0xE0 | (unit >> 12));
        key.octet(0x80 | ((unit >> 6) & 0x3F));
        key.octet(0x80 | (unit & 0x3F));
      }
    }
    key.octet(0);
    key.octet(TEXT_END);
  }

  /** Reads the texts of a key, one after the other. */
  private static final class TextReader {
    private final byte[] key;
    private int at = 1;

    TextReader(byte[] key) {
      this.key = key;
    }

    String next() {
      var text = new StringBuilder();
      while (true) {
        int first = key[at++] & 0xFF;
        if (first == 0) {
          if (key[at++] == TEXT_END) {
            return text.toString();
          }
          text.append('\0');
        } else if (first < 0x80) {
          text.append((char) first);
        } else if (first < 0xE0) {
          text.append((char) ((first & 0x1F) << 6 | more()));
        } else {
          text.append((char) ((first & 0x0F) << 12 | more() << 6 | more()));
        }
      }
    }

    private int more() {
      return key[at++] & 0x3F;
    }
  }
}
