import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client';
import type { Source } from '../api/source';
import { chanceOf } from '../fixture/seeded';
import { askerOf } from './asker';
import type { Answer } from './asker';
import { answerCache } from './cache';
import { turnsOf } from './turns';

interface Question {
  readonly about: string;
  readonly at: number;
}

interface Flight {
  readonly question: Question;
  readonly aborted: () => boolean;
  readonly land: () => Promise<void>;
  readonly crash: (failure: Error) => Promise<void>;
}

/** A node whose answers come when the test says so. */
function slowNode() {
  const flights: Flight[] = [];
  const source: Source<Question, string> = {
    name: 'slow',
    key: ({ about, at }) => `${about}@${at}`,
    subject: ({ about }) => about,
    load: (question, signal) =>
      new Promise((resolve, reject) => {
        flights.push({
          question,
          aborted: () => signal.aborted,
          land: async () => {
            resolve(`${question.about}@${question.at}`);
            await vi.advanceTimersByTimeAsync(0);
          },
          crash: async (failure) => {
            reject(failure);
            await vi.advanceTimersByTimeAsync(0);
          },
        });
      }),
  };
  const flight = (index: number): Flight => {
    const found = flights[index];
    if (found === undefined) throw new Error(`no question ${index} was asked`);
    return found;
  };
  return {
    source,
    flight,
    asked: () => flights.map(({ question }) => question.at),
    onTheWay: (landed: ReadonlySet<number>) =>
      flights.filter((one, index) => !one.aborted() && !landed.has(index)).length,
    count: () => flights.length,
  };
}

const UNREACHABLE = new ApiError({ kind: 'unreachable' });
const REFUSED_PROBLEM = {
  kind: 'refused' as const,
  status: 400,
  type: '/problems/x',
  title: 'No',
  detail: undefined,
};
const REFUSED = new ApiError(REFUSED_PROBLEM);

function scene(kind: Pick<Source<Question, string>, 'follows'> = {}, turns = turnsOf()) {
  const node = slowNode();
  const seen: Answer<Question, string>[] = [];
  const lost = vi.fn();
  const asker = askerOf(
    { ...node.source, ...kind },
    answerCache(100, 60_000),
    turns,
    () => seen.push(asker.answer()),
    lost,
  );
  const ask = (at: number, about = 'cart') => asker.ask({ about, at });
  const shown = () => {
    const answer = asker.answer();
    return 'value' in answer ? `${answer.kind} ${answer.value}` : answer.kind;
  };
  return { ...node, asker, ask, shown, seen, lost };
}

describe('answers that follow the instant', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('come one by one when the instant rests in between', async () => {
    const { ask, shown, flight } = scene();
    expect(shown()).toBe('unasked');
    ask(1);
    expect(shown()).toBe('loading');
    await flight(0).land();
    expect(shown()).toBe('current cart@1');
    ask(2);
    expect(shown()).toBe('behind cart@1');
    await flight(1).land();
    expect(shown()).toBe('current cart@2');
  });

  test('are asked for two at a time, and of those that wait only the newest is', async () => {
    const { ask, asked, flight } = scene();
    for (let at = 1; at <= 50; at++) ask(at);
    expect(asked()).toEqual([1, 2]);
    await flight(0).land();
    expect(asked()).toEqual([1, 2, 50]);
  });

  test('of a follower are asked for once no leader asks, the newest of those that wait', async () => {
    const turns = turnsOf();
    const leader = scene({}, turns);
    const follower = scene({ follows: true }, turns);
    leader.ask(1);
    for (let at = 1; at <= 9; at++) follower.ask(at);
    expect(follower.asked()).toEqual([]);
    await leader.flight(0).land();
    expect(follower.asked()).toEqual([9]);
    await follower.flight(0).land();
    expect(follower.shown()).toBe('current cart@9');
  });

  test('of followers are asked for one after the other', async () => {
    const turns = turnsOf();
    const [first, second, third] = [0, 1, 2].map(() => scene({ follows: true }, turns));
    first?.ask(1);
    second?.ask(1);
    third?.ask(1);
    const asked = () => [first, second, third].map((one) => one?.count());
    expect(asked()).toEqual([1, 0, 0]);
    await first?.flight(0).land();
    expect(asked()).toEqual([1, 1, 0]);
    await second?.flight(0).crash(REFUSED);
    expect(asked()).toEqual([1, 1, 1]);
  });

  test('of a follower do not wait long for another that is slow', async () => {
    const turns = turnsOf();
    const slow = scene({ follows: true }, turns);
    const other = scene({ follows: true }, turns);
    slow.ask(1);
    other.ask(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(other.asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(other.asked()).toEqual([1]);
  });

  test('of a follower that shows something wait until the question has rested', async () => {
    const { ask, asked, flight } = scene({ follows: true });
    ask(1);
    await flight(0).land();
    ask(2);
    await vi.advanceTimersByTimeAsync(79);
    ask(3);
    await vi.advanceTimersByTimeAsync(79);
    expect(asked()).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked()).toEqual([1, 3]);
  });

  test('of a follower come now and then while the question never rests', async () => {
    const { ask, asked, flight } = scene({ follows: true });
    ask(1);
    await flight(0).land();
    for (let at = 2; at <= 41; at++) {
      ask(at);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(asked()).toEqual([1, 41]);
  });

  test('of a follower are asked for in a while, however much a leader asks', async () => {
    const turns = turnsOf();
    const leader = scene({}, turns);
    const follower = scene({ follows: true }, turns);
    for (let at = 1; at <= 40; at++) {
      leader.ask(at);
      follower.ask(at);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(follower.asked()).toEqual([40]);
  });

  test('of a follower do not wait for a leader that has given up', async () => {
    const turns = turnsOf();
    const leader = scene({}, turns);
    const follower = scene({ follows: true }, turns);
    leader.ask(1);
    follower.ask(1);
    leader.asker.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(follower.asked()).toEqual([1]);
  });

  test('of a leader that asks again at once come before those of a follower', async () => {
    const turns = turnsOf();
    const leader = scene({}, turns);
    const follower = scene({ follows: true }, turns);
    leader.ask(1);
    leader.ask(2);
    leader.ask(3);
    follower.ask(1);
    await leader.flight(1).land();
    expect(leader.asked()).toEqual([1, 2, 3]);
    expect(follower.asked()).toEqual([]);
  });

  test('are shown on the way, as behind and never as current', async () => {
    const { ask, shown, flight } = scene();
    ask(1);
    ask(2);
    ask(3);
    await flight(0).land();
    expect(shown()).toBe('behind cart@1');
    await flight(1).land();
    expect(shown()).toBe('behind cart@2');
    await flight(2).land();
    expect(shown()).toBe('current cart@3');
  });

  test('that overtake older questions abort them', async () => {
    const { ask, shown, flight } = scene();
    ask(1);
    ask(2);
    await flight(1).land();
    expect(shown()).toBe('current cart@2');
    expect(flight(0).aborted()).toBe(true);
    await flight(0).land();
    expect(shown()).toBe('current cart@2');
  });

  test('of another subject are not kept in view for a moment', async () => {
    const { ask, shown, flight } = scene();
    ask(1, 'cart');
    await flight(0).land();
    ask(1, 'order');
    expect(shown()).toBe('loading');
    ask(2, 'order');
    await flight(1).land();
    expect(shown()).toBe('behind order@1');
  });

  test('that nobody waits for any more are aborted', () => {
    const { ask, asker, shown, flight } = scene();
    ask(1);
    asker.ask(undefined);
    expect(shown()).toBe('unasked');
    expect(flight(0).aborted()).toBe(true);
  });

  test('come from memory where the instant was before', async () => {
    const { ask, shown, flight, asked } = scene();
    ask(1);
    await flight(0).land();
    ask(2);
    await flight(1).land();
    ask(1);
    expect(shown()).toBe('current cart@1');
    expect(asked()).toEqual([1, 2]);
  });

  test('that never come do not keep newer ones waiting', async () => {
    const { ask, asked, flight } = scene();
    ask(1);
    ask(2);
    ask(3);
    await vi.advanceTimersByTimeAsync(399);
    expect(asked()).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(2);
    expect(asked()).toEqual([1, 2, 3]);
    expect(flight(0).aborted()).toBe(true);
  });

  test('may be refused; the next instant is asked about all the same', async () => {
    const { ask, asker, shown, flight } = scene();
    ask(1);
    await flight(0).crash(REFUSED);
    expect(asker.answer()).toEqual({ kind: 'failed', problem: REFUSED.problem });
    ask(2);
    await flight(1).land();
    expect(shown()).toBe('current cart@2');
  });

  test('that a busy node puts off are asked for again, but not for ever', async () => {
    const { ask, shown, flight, asked, asker } = scene();
    const busy = new ApiError({ ...REFUSED_PROBLEM, status: 503 });
    ask(1);
    await flight(0).crash(busy);
    expect(shown()).toBe('loading');
    await vi.advanceTimersByTimeAsync(400);
    await flight(1).land();
    expect(shown()).toBe('current cart@1');
    ask(2);
    for (let index = 2; asker.answer().kind === 'behind'; index++) {
      await flight(index).crash(busy);
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(shown()).toBe('failed');
    expect(asked().length).toBe(13);
  });

  test('that were refused for an instant long left are of no interest', async () => {
    const { ask, shown, flight } = scene();
    ask(1);
    ask(2);
    await flight(0).crash(REFUSED);
    await flight(1).land();
    expect(shown()).toBe('current cart@2');
  });

  test('stay in view while nobody answers, and are asked for again after', async () => {
    const { ask, asker, shown, flight, lost, asked } = scene();
    ask(1);
    await flight(0).land();
    ask(2);
    await flight(1).crash(UNREACHABLE);
    expect(lost).toHaveBeenCalledOnce();
    expect(shown()).toBe('behind cart@1');
    asker.reconnected();
    expect(asked()).toEqual([1, 2, 2]);
    await flight(2).land();
    expect(shown()).toBe('current cart@2');
  });

  test('are refreshed without a flicker, once at a time', async () => {
    const { ask, asker, shown, flight, seen, asked } = scene();
    ask(1);
    await flight(0).land();
    const before = seen.length;
    asker.refresh();
    asker.refresh();
    expect(shown()).toBe('current cart@1');
    expect(asked()).toEqual([1, 1]);
    expect(seen.length).toBe(before);
  });

  test.each(Array.from({ length: 60 }, (_, index) => index + 1))(
    'are never of the wrong instant, never more than two on the way, and right in the end (seed %i)',
    async (seed) => {
      const chance = chanceOf(seed);
      const { ask, asker, flight, onTheWay, count, shown } = scene();
      const landed = new Set<number>();
      let wanted = { at: 0, about: 'cart' };
      const land = async (index: number) => {
        if (landed.has(index) || flight(index).aborted()) return;
        landed.add(index);
        await flight(index).land();
      };
      for (let turn = 0; turn < 80; turn++) {
        if (chance.next() < 0.7) {
          wanted = {
            at: chance.whole(1, 30),
            about: chance.next() < 0.9 ? wanted.about : chance.oneOf(['cart', 'order']),
          };
          ask(wanted.at, wanted.about);
        } else if (count() > 0) {
          await land(chance.whole(Math.max(0, count() - 4), count() - 1));
        } else {
          await vi.advanceTimersByTimeAsync(chance.whole(1, 300));
        }
        expect(onTheWay(landed)).toBeLessThanOrEqual(2);
        const answer = asker.answer();
        if (answer.kind === 'current') expect(answer.value).toBe(`${wanted.about}@${wanted.at}`);
        if (answer.kind === 'behind') expect(answer.question.about).toBe(wanted.about);
      }
      for (let index = 0; index < count(); index++) await land(index);
      if (count() > 0) expect(shown()).toBe(`current ${wanted.about}@${wanted.at}`);
    },
  );
});

describe('the memory of answers', () => {
  test('forgets the least recently used first', () => {
    const cache = answerCache(2, 1000, () => 0);
    cache.put('s', 'a', 1);
    cache.put('s', 'b', 2);
    cache.get('s', 'a');
    cache.put('s', 'c', 3);
    expect([cache.get('s', 'a'), cache.get('s', 'b'), cache.get('s', 'c')]).toEqual([
      { value: 1 },
      undefined,
      { value: 3 },
    ]);
  });

  test('believes an answer for a while only, since history may grow late', () => {
    let now = 0;
    const cache = answerCache(2, 1000, () => now);
    cache.put('s', 'a', 1);
    now = 1001;
    expect(cache.get('s', 'a')).toBeUndefined();
  });
});
