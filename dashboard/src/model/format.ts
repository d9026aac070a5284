/** Nanoseconds of each unit, the largest first. */
const MINUTE = 60e9;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `850 ns`, `12.3 ms`, `1.24 s`, `2 min 5 s`, `3 h 2 min`, `4 d 1 h`: three digits, then two units. */
export function durationText(nanos: number): string {
  if (nanos < 0) {
    return `−${durationText(-nanos)}`;
  }
  if (nanos < 1e3) {
    return `${String(Math.round(nanos))} ns`;
  }
  if (nanos < 999.5e3) {
    return `${threeDigits(nanos / 1e3)} µs`;
  }
  if (nanos < 999.5e6) {
    return `${threeDigits(nanos / 1e6)} ms`;
  }
  if (nanos < 59.95e9) {
    return `${threeDigits(nanos / 1e9)} s`;
  }
  if (nanos < HOUR - 0.5e9) {
    return twoUnits(nanos, MINUTE, 'min', 1e9, 's');
  }
  if (nanos < DAY - MINUTE / 2) {
    return twoUnits(nanos, HOUR, 'h', MINUTE, 'min');
  }
  return twoUnits(nanos, DAY, 'd', HOUR, 'h');
}

/** `just before`, `40 s before`, `12 min before`, `3 h before`, `5 d before`: one unit, rounded down. */
export function beforeText(nanos: number): string {
  if (nanos < 1e9) return 'just before';
  if (nanos < MINUTE) return `${String(Math.floor(nanos / 1e9))} s before`;
  if (nanos < HOUR) return `${String(Math.floor(nanos / MINUTE))} min before`;
  if (nanos < DAY) return `${String(Math.floor(nanos / HOUR))} h before`;
  return `${String(Math.floor(nanos / DAY))} d before`;
}

function twoUnits(nanos: number, unit: number, name: string, smaller: number, small: string) {
  const rest = Math.round(nanos / smaller);
  const ratio = unit / smaller;
  const whole = Math.floor(rest / ratio);
  const left = rest % ratio;
  return left === 0
    ? `${String(whole)} ${name}`
    : `${String(whole)} ${name} ${String(left)} ${small}`;
}

function threeDigits(value: number): string {
  if (value >= 99.95) {
    return String(Math.round(value));
  }
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

const COUNT = new Intl.NumberFormat('en', { useGrouping: true, maximumFractionDigits: 0 });

/** `12,345`. */
export function countText(count: number): string {
  return COUNT.format(count);
}

/** `1 call`, `12,345 calls`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** For narrow places: `987`, `12.3k`, `4.56M`, `7.89G`. */
export function shortCount(count: number): string {
  if (count < 999.5) {
    return String(Math.round(count));
  }
  if (count < 999.5e3) {
    return `${threeDigits(count / 1e3)}k`;
  }
  return count < 999.5e6 ? `${threeDigits(count / 1e6)}M` : `${threeDigits(count / 1e9)}G`;
}

/** `0 B`, `1.50 KiB`, `12.3 MiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1_024) {
    return `${String(bytes)} B`;
  }
  let value = bytes / 1_024;
  for (const unit of ['KiB', 'MiB', 'GiB']) {
    if (value < 1_023.5) {
      return `${threeDigits(value)} ${unit}`;
    }
    value /= 1_024;
  }
  return `${threeDigits(value)} TiB`;
}

/** `0/s`, `0.05/s`, `3.2/s`, `12.3k/s`. */
export function rateText(perSecond: number): string {
  if (perSecond === 0) {
    return '0/s';
  }
  if (perSecond < 0.01) {
    return '<0.01/s';
  }
  if (perSecond < 1) {
    return `${perSecond.toFixed(2)}/s`;
  }
  return perSecond < 99.95 ? `${perSecond.toFixed(1)}/s` : `${shortCount(perSecond)}/s`;
}

/** `0 %`, `<0.1 %`, `2.4 %`, `37 %`, `>99.9 %`, `100 %`: never says none or all where that is not so. */
export function percentText(ratio: number): string {
  const percent = ratio * 100;
  if (percent === 0 || percent === 100) {
    return `${String(percent)} %`;
  }
  if (percent < 0.1) {
    return '<0.1 %';
  }
  if (percent > 99.9) {
    return '>99.9 %';
  }
  return percent < 9.95 ? `${percent.toFixed(1)} %` : `${percent.toFixed(percent > 99 ? 1 : 0)} %`;
}

/** The first eight digits of an id: enough for a person to recognise it. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
