package dev.traversion.model.search;

import dev.traversion.model.search.Condition.AllOf;
import dev.traversion.model.search.Condition.AnyOf;
import dev.traversion.model.search.Condition.Everything;
import dev.traversion.model.search.Condition.HoldsWords;
import dev.traversion.model.search.Condition.Not;
import dev.traversion.model.search.Condition.OfAttribute;
import dev.traversion.model.search.Condition.OfDuration;
import dev.traversion.model.search.Condition.OfEntity;
import dev.traversion.model.search.Condition.OfKind;
import dev.traversion.model.search.Condition.OfOperation;
import dev.traversion.model.search.Condition.OfService;
import dev.traversion.model.search.Condition.OfSeverity;
import dev.traversion.model.search.Condition.OfSpan;
import dev.traversion.model.search.Condition.OfStatus;
import dev.traversion.model.search.Condition.OfTrace;
import dev.traversion.model.search.Condition.OfVersion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes conditions as text that {@link ConditionParser} reads back as the same. */
public final class ConditionText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_./@+-]*");
  private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT");

  private ConditionText() {}

  public static String of(Condition condition) {
    return switch (condition) {
      case Everything _ -> "";
      case AllOf(var parts) -> joined(parts, " ");
      case AnyOf(var parts) -> joined(parts, " OR ");
      case Not(var part) -> "NOT " + part(part);
      case OfService(var name) -> "service:" + test(name);
      case OfKind(var kind) -> "kind:" + kind.text();
      case OfStatus(var status) -> "status:" + FieldTerm.lower(status);
      case OfSeverity(var comparison, var severity) ->
          "severity" + sign(comparison) + FieldTerm.lower(severity);
      case OfOperation(var name) -> "operation:" + test(name);
      case OfEntity(var name) -> "entity:" + test(name);
      case OfTrace(var trace) -> "trace:" + trace;
      case OfSpan(var span) -> "span:" + span;
      case OfVersion(var version) -> "version:" + test(version);
      case OfDuration(var comparison, var nanos) ->
          "duration" + sign(comparison) + DurationText.of(nanos);
      case OfAttribute(var key, var test) -> key(key) + test(test);
      case HoldsWords(var words) -> words(words);
    };
  }

  private static String joined(List<Condition> parts, String by) {
    return parts.stream().map(ConditionText::part).collect(Collectors.joining(by));
  }

  private static String part(Condition condition) {
    boolean joined = condition instanceof AllOf || condition instanceof AnyOf;
    return joined ? "(" + of(condition) + ")" : of(condition);
  }

  private static String sign(Comparison comparison) {
    return comparison == Comparison.EQUAL ? ":" : comparison.sign();
  }

  private static String key(String key) {
    boolean plain = BARE.matcher(key).matches() && FieldName.of(key).isEmpty();
    return plain && !isKeyword(key) ? key : quoted(key);
  }

  private static String test(ValueTest test) {
    return switch (test) {
      case ValueTest.Compares(var comparison, var bound) -> comparison.sign() + bound.text();
      case TextTest text -> ":" + test(text);
    };
  }

  private static String test(TextTest test) {
    return switch (test) {
      case TextTest.Is(var text) ->
          BARE.matcher(text).matches() && !text.contains("..") ? text : quoted(text);
      case TextTest.Like(var pattern) -> pattern;
      case TextTest.Present _ -> "*";
    };
  }

  private static String words(List<String> words) {
    return words.size() == 1
            && BARE.matcher(words.getFirst()).matches()
            && !isKeyword(words.getFirst())
        ? words.getFirst()
        : quoted(String.join(" ", words));
  }

  private static boolean isKeyword(String text) {
    return KEYWORDS.contains(text.toUpperCase(Locale.ROOT));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
