package dev.traversion.cli;

/** How a command went, for scripts. These numbers never change their meaning. */
final class ExitCode {
  static final int OK = 0;

  /** The answer is empty, or what was asked for does not exist (as grep does). */
  static final int NOTHING_FOUND = 1;

  /** The command line, or a value in it, makes no sense. */
  static final int USAGE = 2;

  static final int UNREACHABLE = 3;

  /** The server refused or failed. */
  static final int REFUSED = 4;

  /** The answer lacks something, and {@code --strict} was given. */
  static final int INCOMPLETE = 5;

  /** A fault in this program. */
  static final int INTERNAL = 70;

  private ExitCode() {}
}
