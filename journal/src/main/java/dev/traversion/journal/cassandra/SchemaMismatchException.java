package dev.traversion.journal.cassandra;

/** The schema in Cassandra is not the one this build needs. The message says what to do. */
public final class SchemaMismatchException extends RuntimeException {
  SchemaMismatchException(String what) {
    super(what);
  }
}
