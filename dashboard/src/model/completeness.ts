import type { Schemas } from '../api/client';

/** What an answer lacks, in words; `undefined` when it is whole as far as is known. */
export function missingFrom(completeness: Schemas['Completeness'] | undefined): string | undefined {
  if (completeness === undefined) return undefined;
  const { gapsTotal, damagedTotal, silentMirrorsTotal, timeBudgetSpent, beyondArchive } =
    completeness;
  const parts = [
    gapsTotal > 0 ? `${counted(gapsTotal, 'frame')} lost by the journal` : '',
    damagedTotal > 0 ? `${counted(damagedTotal, 'frame')} not decodable` : '',
    silentMirrorsTotal > 0
      ? `${counted(silentMirrorsTotal, 'mirror')} silent, the newest events may be missing`
      : '',
    timeBudgetSpent ? 'the search stopped early, its time was up' : '',
    beyondArchive === true ? 'an archive holds nothing from outside its window' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('; ');
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
