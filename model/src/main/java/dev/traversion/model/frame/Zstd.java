package dev.traversion.model.frame;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Compresses and decompresses single streams.
 *
 * <p>Contexts are costly to make and hold native memory, so a few are kept; not per thread, since
 * virtual threads come and go. Frames carry checksums and sizes of their own, so the compressed
 * streams have neither these nor a magic number.
 */
final class Zstd {
  private static final int KEPT = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final ArrayBlockingQueue<ZstdCompressCtx> COMPRESSORS =
      new ArrayBlockingQueue<>(KEPT);
  private static final ArrayBlockingQueue<ZstdDecompressCtx> DECOMPRESSORS =
      new ArrayBlockingQueue<>(KEPT);

  private Zstd() {}

  static ZstdCompressCtx borrowCompressor() {
    var kept = COMPRESSORS.poll();
    if (kept != null) {
      return kept;
    }
    return new ZstdCompressCtx().setMagicless(true).setContentSize(false).setChecksum(false);
  }

  static void giveBack(ZstdCompressCtx compressor) {
    if (!COMPRESSORS.offer(compressor)) {
      compressor.close();
    }
  }

  /** Appends the compressed stream, or nothing and returns 0 when that would not be smaller. */
  static int compress(ZstdCompressCtx compressor, int level, ByteSink stream, ByteSink out) {
    int size = stream.size();
    if (size < 16) {
      return 0;
    }
    int bound = (int) com.github.luben.zstd.Zstd.compressBound(size);
    var bytes = out.reserve(bound);
    int from = out.size() - bound;
    compressor.setLevel(level);
    int stored = compressor.compressByteArray(bytes, from, bound, stream.array(), 0, size);
    if (stored >= size) {
      out.unreserve(bound);
      return 0;
    }
    out.unreserve(bound - stored);
    return stored;
  }

  static byte[] decompress(byte[] bytes, int from, int length, int size) {
    var decompressor = DECOMPRESSORS.poll();
    if (decompressor == null) {
      decompressor = new ZstdDecompressCtx().setMagicless(true);
    }
    try {
      var result = new byte[size];
      if (decompressor.decompressByteArray(result, 0, size, bytes, from, length) != size) {
        throw new MalformedColumnException("a stream of another size");
      }
      return result;
    } finally {
      if (!DECOMPRESSORS.offer(decompressor)) {
        decompressor.close();
      }
    }
  }
}
