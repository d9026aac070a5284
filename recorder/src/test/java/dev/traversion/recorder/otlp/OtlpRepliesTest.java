package dev.traversion.recorder.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.UnknownFieldSet;
import dev.traversion.recorder.Intake.Encoding;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.Receipt;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpRepliesTest {
  private static final Receipt.Accepted PARTLY = new Receipt.Accepted(3, 2, "spans[4]: no");
  private static final Receipt.Refused BUSY =
      new Receipt.Refused("too much is waiting", Duration.ofMillis(1500), true);

  @ParameterizedTest
  @EnumSource(Signal.class)
  void an_acceptance_of_everything_says_nothing(Signal signal) {
    var all = new Receipt.Accepted(5, 0, "");

    assertThat(OtlpReplies.accepted(signal, Encoding.PROTOBUF, all)).isEmpty();
    assertThat(text(OtlpReplies.accepted(signal, Encoding.JSON, all))).isEqualTo("{}");
  }

  @Test
  void a_partial_success_counts_and_explains_in_protobuf() throws Exception {
    var spans =
        ExportTraceServiceResponse.parseFrom(
                OtlpReplies.accepted(Signal.TRACES, Encoding.PROTOBUF, PARTLY))
            .getPartialSuccess();
    var records =
        ExportLogsServiceResponse.parseFrom(
                OtlpReplies.accepted(Signal.LOGS, Encoding.PROTOBUF, PARTLY))
            .getPartialSuccess();
    var points =
        ExportMetricsServiceResponse.parseFrom(
                OtlpReplies.accepted(Signal.METRICS, Encoding.PROTOBUF, PARTLY))
            .getPartialSuccess();

    assertThat(spans.getRejectedSpans()).isEqualTo(2);
    assertThat(spans.getErrorMessage()).isEqualTo("spans[4]: no");
    assertThat(records.getRejectedLogRecords()).isEqualTo(2);
    assertThat(points.getRejectedDataPoints()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES, rejectedSpans",
    "LOGS, rejectedLogRecords",
    "METRICS, rejectedDataPoints",
  })
  void a_partial_success_counts_and_explains_in_json(Signal signal, String count) {
    assertThat(text(OtlpReplies.accepted(signal, Encoding.JSON, PARTLY)))
        .isEqualTo(
            "{\"partialSuccess\":{\"" + count + "\":\"2\",\"errorMessage\":\"spans[4]: no\"}}");
  }

  @Test
  void a_refusal_tells_when_to_come_back() throws Exception {
    assertThat(text(OtlpReplies.refused(Encoding.JSON, BUSY)))
        .isEqualTo(
            "{\"code\":8,\"message\":\"too much is waiting\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"1.5s\"}]}");

    var status = UnknownFieldSet.parseFrom(OtlpReplies.refused(Encoding.PROTOBUF, BUSY));
    assertThat(status.getField(1).getVarintList()).containsExactly(8L);
    assertThat(status.getField(2).getLengthDelimitedList().getFirst().toStringUtf8())
        .isEqualTo("too much is waiting");
    var detail = Any.parseFrom(status.getField(3).getLengthDelimitedList().getFirst());
    assertThat(detail.getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
    var delay =
        com.google.protobuf.Duration.parseFrom(
            UnknownFieldSet.parseFrom(detail.getValue())
                .getField(1)
                .getLengthDelimitedList()
                .getFirst());
    assertThat(delay.getSeconds()).isEqualTo(1);
    assertThat(delay.getNanos()).isEqualTo(500_000_000);
  }

  @Test
  void a_store_that_is_away_is_unavailable() {
    assertThat(OtlpReplies.codeOf(new Receipt.Refused("away", Duration.ofSeconds(1), false)))
        .isEqualTo(14);
  }

  @Test
  void a_malformed_body_is_an_invalid_argument_with_no_retry() {
    assertThat(text(OtlpReplies.malformed(Encoding.JSON, new Receipt.Malformed("not \"JSON\""))))
        .isEqualTo("{\"code\":3,\"message\":\"not \\\"JSON\\\"\"}");
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
