package dev.traversion.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code TYPE/KEY}; the first slash separates, so a key may hold more. */
record EntityName(String type, String key) {

  /** From the command line. */
  static final class Converter implements ITypeConverter<EntityName> {
    @Override
    public EntityName convert(String text) {
      int slash = text.indexOf('/');
      if (slash < 1 || slash == text.length() - 1) {
        throw new TypeConversionException("'" + text + "' is not TYPE/KEY; an example is order/42");
      }
      return new EntityName(text.substring(0, slash), text.substring(slash + 1));
    }
  }

  @Override
  public String toString() {
    return type + "/" + key;
  }
}
