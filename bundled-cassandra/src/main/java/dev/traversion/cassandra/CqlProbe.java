package dev.traversion.cassandra;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Asks a port whether a CQL server answers there, without a driver. */
final class CqlProbe {
  /** Native protocol 4, stream 0, OPTIONS, empty body. */
  private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};

  private static final int RESPONSE = 0x84;
  private static final int SUPPORTED = 0x06;
  private static final int TIMEOUT_MILLIS = 2_000;

  private CqlProbe() {}

  /** Whether an OPTIONS request is answered with SUPPORTED within two seconds. */
  static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(OPTIONS);
      var in = new DataInputStream(socket.getInputStream());
      int version = in.readUnsignedByte();
      in.skipNBytes(3);
      return version == RESPONSE && in.readUnsignedByte() == SUPPORTED;
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether a server could listen on this port now. */
  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** A port that is free now. */
  static int anyFree() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
