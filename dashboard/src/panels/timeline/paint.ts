/** Paints the timeline and the overview. Pure but for the canvas: all that is drawn is given. */
import { bucketsIn, scaleOf } from '../../model/counts';
import type { Bucket, Counts } from '../../model/counts';
import type { Mark, PlacedMark } from '../../model/marks';
import type { History } from '../../model/scene';
import type { Tick } from '../../model/ticks';
import type { EpochNanos, Nanos } from '../../model/time';
import { fractionOf } from '../../model/window';
import type { Window } from '../../model/window';
import type { Colours } from './colours';

/** In CSS pixels, from the top: marks, bars, errors, axis. */
export const MARK_LANE = 20;
export const ERROR_LANE = 6;
export const AXIS = 18;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  readonly window: Window;
  readonly counts: Counts | undefined;
  readonly gaps: readonly Window[];
  readonly history: History;
  readonly now: EpochNanos;
}

export interface TimelinePicture extends Picture {
  readonly marks: readonly PlacedMark[];
  readonly ticks: readonly Tick[];
}

type Canvas = CanvasRenderingContext2D;

export function paintTimeline(
  canvas: Canvas,
  size: Size,
  colours: Colours,
  picture: TimelinePicture,
) {
  const bars = { top: MARK_LANE, bottom: size.height - AXIS - ERROR_LANE };
  canvas.clearRect(0, 0, size.width, size.height);
  canvas.font = colours.font;
  paintUnrecorded(canvas, size, colours, picture, size.height - AXIS);
  paintTicks(canvas, size, colours, picture);
  paintBars(canvas, size, colours, picture, bars, ERROR_LANE);
  paintGaps(canvas, size, colours, picture, bars.top, size.height - AXIS);
  canvas.fillStyle = colours.lineStrong;
  canvas.fillRect(0, bars.bottom, size.width, 1);
  for (const mark of picture.marks) paintMark(canvas, colours, mark, bars.bottom);
}

export function paintOverview(canvas: Canvas, size: Size, colours: Colours, picture: Picture) {
  canvas.clearRect(0, 0, size.width, size.height);
  paintUnrecorded(canvas, size, colours, picture, size.height);
  paintBars(canvas, size, colours, picture, { top: 2, bottom: size.height - 3 }, 3);
  paintGaps(canvas, size, colours, picture, 0, size.height);
}

const placeOf = ({ window }: Picture, { width }: Size, at: EpochNanos) =>
  fractionOf(window, at) * width;

/** Before the first record and after now there is nothing: another ground, so that an empty stretch
 * of history does not look the same. */
function paintUnrecorded(
  c: Canvas,
  size: Size,
  colours: Colours,
  picture: Picture,
  bottom: number,
) {
  const { history, now } = picture;
  const first = history.kind === 'recorded' ? placeOf(picture, size, history.first) : size.width;
  const present = placeOf(picture, size, now);
  c.fillStyle = colours.unrecorded;
  if (first > 0) c.fillRect(0, 0, Math.min(first, size.width), bottom);
  if (present < size.width) c.fillRect(Math.max(0, present), 0, size.width, bottom);
  c.fillStyle = colours.line;
  if (first > 0 && first < size.width) c.fillRect(Math.round(first), 0, 1, bottom);
  if (present > 0 && present < size.width) c.fillRect(Math.round(present), 0, 1, bottom);
}

function paintTicks(c: Canvas, size: Size, colours: Colours, picture: TimelinePicture) {
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  for (const tick of picture.ticks) {
    const x = Math.round(placeOf(picture, size, tick.at));
    c.fillStyle = tick.dayBegins ? colours.lineStrong : colours.line;
    c.fillRect(x, MARK_LANE, 1, size.height - MARK_LANE);
    c.fillStyle = tick.dayBegins ? colours.text : colours.textDim;
    c.fillText(tick.text, x + 4, size.height - AXIS / 2 + 1);
  }
}

interface Lane {
  readonly top: number;
  readonly bottom: number;
}

/** Bars stand on the line, errors at their foot; below the line a tooth shows that there are errors
 * at all, however few of many. */
function paintBars(
  c: Canvas,
  size: Size,
  colours: Colours,
  picture: Picture,
  lane: Lane,
  tooth: number,
) {
  const { counts } = picture;
  if (counts === undefined) return;
  const buckets = bucketsIn(counts, picture.window);
  const scale = (lane.bottom - lane.top) / scaleOf(buckets);
  const edges = (bucket: Bucket) => edgesOf(picture, size, bucket, counts.step);
  c.fillStyle = colours.bar;
  for (const bucket of buckets) {
    if (bucket.events === 0) continue;
    const [x, wide] = edges(bucket);
    const high = Math.max(1, Math.round(bucket.events * scale));
    c.fillRect(x, lane.bottom - high, wide, high);
  }
  c.fillStyle = colours.error;
  for (const bucket of buckets) {
    if (bucket.errors === 0) continue;
    const [x, wide] = edges(bucket);
    const high = Math.max(2, Math.round(bucket.errors * scale));
    c.fillRect(x, lane.bottom - high, wide, high);
    c.fillRect(x, lane.bottom + 1, Math.max(2, wide), tooth - 1);
  }
}

function edgesOf(picture: Picture, size: Size, bucket: Bucket, step: Nanos): [number, number] {
  const left = placeOf(picture, size, bucket.from);
  const wide = (Number(step) / Number(picture.window.to - picture.window.from)) * size.width;
  const x = Math.round(left);
  const gap = wide >= 3 ? 1 : 0;
  return [x, Math.max(1, Math.round(left + wide) - x - gap)];
}

/** Hatched: here the journal is known to have lost events. */
function paintGaps(
  c: Canvas,
  size: Size,
  colours: Colours,
  picture: Picture,
  top: number,
  bottom: number,
) {
  for (const gap of picture.gaps) {
    const left = Math.max(0, placeOf(picture, size, gap.from));
    const right = Math.min(size.width, Math.max(left + 4, placeOf(picture, size, gap.to)));
    if (right <= 0 || left >= size.width) continue;
    c.save();
    c.beginPath();
    c.rect(left, top, right - left, bottom - top);
    c.clip();
    c.strokeStyle = colours.warning;
    c.lineWidth = 1.5;
    c.beginPath();
    for (let x = left - (bottom - top); x < right; x += 6) {
      c.moveTo(x, bottom);
      c.lineTo(x + (bottom - top), top);
    }
    c.stroke();
    c.strokeRect(left, top, right - left, bottom - top);
    c.restore();
  }
}

function paintMark(c: Canvas, colours: Colours, placed: PlacedMark, bottom: number) {
  const { marks, x, room } = placed;
  const [first] = marks;
  const deployment = marks.find(({ kind }) => kind === 'deployment');
  const shown = deployment ?? first;
  const at = Math.round(x);
  c.fillStyle = deployment === undefined ? colours.config : colours.deployment;
  c.globalAlpha = 0.55;
  c.fillRect(at, 4, 1, bottom - 4);
  c.globalAlpha = 1;
  if (deployment === undefined) diamond(c, at, 9);
  else flag(c, at, 4);
  const text = marks.length === 1 ? labelOf(shown) : `${labelOf(shown)} +${marks.length - 1}`;
  const fitting = fittingText(c, text, room - 16);
  c.textBaseline = 'middle';
  c.textAlign = 'left';
  c.fillText(fitting, at + 11, 10);
}

export const labelOf = ({ kind, service, label }: Mark): string => {
  const name = service.slice(service.lastIndexOf('/') + 1);
  return kind === 'deployment' ? `${name} ${label}` : label;
};

function fittingText(c: Canvas, text: string, room: number): string {
  const letter = c.measureText('0').width;
  const most = Math.floor(room / letter);
  if (text.length <= most) return text;
  return most < 4 ? '' : `${text.slice(0, most - 1)}…`;
}

function flag(c: Canvas, x: number, y: number) {
  c.beginPath();
  c.moveTo(x, y);
  c.lineTo(x + 9, y + 5);
  c.lineTo(x, y + 10);
  c.fill();
}

function diamond(c: Canvas, x: number, y: number) {
  c.beginPath();
  c.moveTo(x, y - 5);
  c.lineTo(x + 5, y);
  c.lineTo(x, y + 5);
  c.lineTo(x - 5, y);
  c.fill();
}
