package dev.traversion.http;

/** Carries a problem to where answers are made. */
final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.type().slug(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
