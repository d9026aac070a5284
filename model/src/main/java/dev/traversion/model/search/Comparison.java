package dev.traversion.model.search;

/** How a number is compared with a bound. */
public enum Comparison {
  EQUAL("="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }

  /**
   * @param order of the number and the bound, as by {@code compare(number, bound)}
   */
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }
}
