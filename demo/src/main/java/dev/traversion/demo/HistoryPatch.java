package dev.traversion.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One commit of the shop's history, kept in our resources as {@code git format-patch} writes it.
 *
 * @param message title, empty line, body
 * @param diff a unified diff against the patch before
 */
record HistoryPatch(String author, String email, Instant authoredAt, String message, String diff) {
  private static final String FOLDER = "history/";
  private static final Pattern FROM = Pattern.compile("^From: (.+) <(.+)>$", Pattern.MULTILINE);
  private static final Pattern DATE = Pattern.compile("^Date: (.+)$", Pattern.MULTILINE);
  private static final Pattern SUBJECT =
      Pattern.compile("^Subject: (?:\\[PATCH[^]]*] )?(.+(?:\\n .+)*)$", Pattern.MULTILINE);

  String title() {
    return message.lines().findFirst().orElseThrow();
  }

  /** The history, the oldest first; {@code history/series} lists the files. */
  static List<HistoryPatch> all() {
    var patches = new ArrayList<HistoryPatch>();
    for (var name : resource("series").lines().toList()) {
      patches.add(parse(resource(name)));
    }
    return List.copyOf(patches);
  }

  static HistoryPatch parse(String mail) {
    int headEnd = mail.indexOf("\n\n");
    int diffStart = mail.indexOf("\ndiff --git ") + 1;
    if (headEnd < 0 || diffStart == 0) {
      throw new IllegalArgumentException("not a patch: " + mail.lines().findFirst().orElse(""));
    }
    var head = mail.substring(0, headEnd);
    var from = FROM.matcher(head);
    var date = DATE.matcher(head);
    var subject = SUBJECT.matcher(head);
    if (!from.find() || !date.find() || !subject.find()) {
      throw new IllegalArgumentException("a patch needs From, Date and Subject: " + head);
    }
    var title = subject.group(1).replace("\n ", " ");
    var body = mail.substring(headEnd, diffStart).replaceFirst("\\n---\\n$", "").strip();
    return new HistoryPatch(
        from.group(1),
        from.group(2),
        OffsetDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
        body.isEmpty() ? title + "\n" : title + "\n\n" + body + "\n",
        mail.substring(diffStart));
  }

  private static String resource(String name) {
    try (var stream = HistoryPatch.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new IllegalStateException("resource " + FOLDER + name + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
