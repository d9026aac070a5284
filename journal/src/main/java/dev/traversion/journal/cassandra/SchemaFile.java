package dev.traversion.journal.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * One numbered file of the schema. Never edited once released: what it created exists somewhere.
 *
 * @param version from 1, without holes
 * @param name the file's name
 * @param cql what is in it
 */
record SchemaFile(int version, String name, String cql) {

  /** Listed, since a class path cannot be: a test compares this with the folder. */
  private static final List<String> NAMES =
      List.of(
          "V001__akka_persistence.cql",
          "V002__frame_index.cql",
          "V003__mirrors_and_gaps.cql",
          "V004__keyframes.cql",
          "V005__tiles.cql",
          "V006__keyframe_tiers.cql",
          "V007__term_slices.cql",
          "V008__clocks.cql",
          "V009__lulls.cql",
          "V010__clocks_ever_off.cql");

  /** All files, in order. */
  static List<SchemaFile> all() {
    return NAMES.stream().map(SchemaFile::read).toList();
  }

  /** The version that this build needs. */
  static int latestVersion() {
    return NAMES.size();
  }

  private static SchemaFile read(String name) {
    try (var in = SchemaFile.class.getResourceAsStream("/cql/" + name)) {
      if (in == null) {
        throw new IllegalStateException("resource cql/" + name + " is missing from the jar");
      }
      return new SchemaFile(
          Integer.parseInt(name.substring(1, name.indexOf("__"))),
          name,
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The statements in it. A comment starts with two dashes and ends with the line; a statement ends
   * with a semicolon at the end of a line, so that texts may have semicolons within.
   */
  List<String> statements() {
    var withoutComments =
        cql.lines().map(SchemaFile::withoutComment).collect(Collectors.joining("\n"));
    return Arrays.stream(withoutComments.split("(?m);\\s*$"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  /** Tells an edited file from the one that was applied. Comments and layout do not count. */
  String checksum() {
    var crc = new CRC32();
    for (var statement : statements()) {
      crc.update(statement.replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8));
      crc.update(';');
    }
    return "%08x".formatted(crc.getValue());
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf("--");
    return comment < 0 ? line : line.substring(0, comment);
  }
}
