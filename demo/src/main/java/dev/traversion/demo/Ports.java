package dev.traversion.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Hands out loopback ports: the usual one where it is free, else any. */
final class Ports {
  private final Narrator narrator;
  private final Set<Integer> given = new HashSet<>();

  Ports(Narrator narrator) {
    this.narrator = narrator;
  }

  int take(String what, int usual) throws IOException {
    if (!given.contains(usual) && isFree(usual)) {
      given.add(usual);
      return usual;
    }
    for (; ; ) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = socket.getLocalPort();
        if (given.add(port)) {
          narrator.add("port %d is taken: %s listens on %d", usual, what, port);
          return port;
        }
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
