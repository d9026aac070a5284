package dev.traversion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapWatchTest {
  @Test
  void adds_up_the_pools_of_the_heap_and_no_others() {
    var page =
        """
        # TYPE jvm_memory_used_bytes gauge
        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 1.048576E7
        jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 2097152.0
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0E7
        """;
    assertThat(HeapWatch.heapBytes(page)).isEqualTo(12_582_912.0);
  }
}
