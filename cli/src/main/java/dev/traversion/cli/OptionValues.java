package dev.traversion.cli;

import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What options of several commands may say. */
final class OptionValues {
  private static final int MOST_SECONDS = 86_400;

  private OptionValues() {}

  /**
   * The address of a server, without a slash at its end.
   *
   * @throws ParameterException if it is none
   */
  static URI server(CommandSpec command, String option, URI given, String example) {
    if (given.getHost() == null || !("" + given.getScheme()).matches("https?")) {
      throw new ParameterException(
          command.commandLine(),
          option + " wants a URL such as " + example + ", not '" + given + "'");
    }
    String text = given.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : given;
  }

  /**
   * A number of seconds, a day of them at most.
   *
   * @throws ParameterException if there are fewer or more
   */
  static Duration seconds(CommandSpec command, String option, int given, int least) {
    if (given < least || given > MOST_SECONDS) {
      throw new ParameterException(
          command.commandLine(), option + " wants " + least + " to " + MOST_SECONDS + " seconds");
    }
    return Duration.ofSeconds(given);
  }
}
