package dev.traversion.replay;

import dev.traversion.model.state.EntityState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Cuts streams of entities, which are in order and hold tombstones, into pages of living ones. */
final class EntityPages {
  /** Entities passed over between two looks at the clock; so many a search looks at in any case. */
  private static final int PASSED_BETWEEN_LOOKS = 256;

  private final long budgetNanos;
  private final LongSupplier nanoClock;

  EntityPages(ReplaySettings settings, LongSupplier nanoClock) {
    this.budgetNanos = settings.searchBudget().toNanos();
    this.nanoClock = nanoClock;
  }

  /**
   * The first page of those that are wanted. A search, which may pass over any number before it
   * finds one, stops when its time is up: {@code missing} then says so, and the next page goes on
   * from there. However little time there is, it gets on, so that page by page it comes to an end.
   */
  Page<EntityState> first(
      Iterator<EntityState> entities, EntityFilter filter, int limit, Missing missing) {
    long deadline = nanoClock.getAsLong() + budgetNanos;
    var page = new ArrayList<EntityState>();
    int passed = 0;
    while (entities.hasNext()) {
      var entity = entities.next();
      if (!entity.isDeleted() && filter.matches(entity.entity())) {
        if (page.size() == limit) {
          return new Page<>(page, after(page.getLast()));
        }
        page.add(entity);
      } else if (filter.search().isPresent()
          && ++passed % PASSED_BETWEEN_LOOKS == 0
          && nanoClock.getAsLong() - deadline >= 0) {
        missing.timeBudgetSpent();
        return new Page<>(page, after(entity));
      }
    }
    return new Page<>(page, Optional.empty());
  }

  private static Optional<String> after(EntityState entity) {
    return Optional.of(Cursor.text(new Cursor.AfterEntity(entity.entity()), false));
  }
}
