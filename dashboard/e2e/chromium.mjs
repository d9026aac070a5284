/**
 * Finds the Chromium that tests and benchmarks drive, in this order:
 *
 * 1. the one that `TRAVERSION_CHROMIUM` names: a path, or `package` for the third
 * 2. an installed one: chromium, chromium-browser, google-chrome, google-chrome-stable on the PATH,
 *    and Chrome where macOS keeps applications
 * 3. the headless one of the package @sparticuz/chromium, unpacked once (Linux on x64). It brings
 *    the libraries that a bare Debian lacks, and needs no root
 * 4. as root on Debian: `apt-get install chromium`
 *
 * What is found has to say its version, so that one that cannot start is passed over. There is no
 * fifth way: without a browser nothing is skipped, everything fails and says what to install.
 */
import { execFile, execFileSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { createRequire } from 'node:module';
import { extract } from 'tar-fs';

const here = dirname(fileURLToPath(import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const OLDEST_MAJOR = 120;

export const MISSING = `no Chromium was found. One of these helps:
  install Chromium or Chrome, so that 'chromium' or 'google-chrome' is on the PATH
    (Debian, Ubuntu: apt-get install chromium)
  on Linux with x64: npm ci in dashboard/e2e, which brings one
  set TRAVERSION_CHROMIUM to the path of one`;

/**
 * @typedef {{executablePath: string, env: Record<string, string>, version: string, from: string}} Found
 * @returns {Promise<Found>} `env` is to be added to the environment of the browser
 */
export async function findChromium() {
  const wanted = process.env.TRAVERSION_CHROMIUM ?? '';
  if (wanted !== '' && wanted !== 'package') {
    const found = await tried(wanted, {}, 'TRAVERSION_CHROMIUM');
    if (found === undefined)
      throw new Error(
        `TRAVERSION_CHROMIUM is no Chromium of ${OLDEST_MAJOR} or later that starts: ${wanted}`,
      );
    return found;
  }
  const found =
    (wanted === 'package' ? undefined : await installed()) ??
    (await packaged()) ??
    (wanted === 'package' ? undefined : await fromDebian());
  if (found === undefined) throw new Error(MISSING);
  return found;
}

async function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    MAC,
  ]) {
    const found = existsSync(path) ? await tried(path, {}, 'installed') : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Undefined when it cannot start, or is too old. */
async function tried(executablePath, env, from) {
  try {
    const { stdout } = await promisify(execFile)(executablePath, ['--version'], {
      env: { ...process.env, ...env },
      timeout: 60_000,
    });
    const [version = '', major = '0'] = /(\d+)\.[\d.]+/.exec(stdout) ?? [];
    return Number(major) >= OLDEST_MAJOR ? { executablePath, env, version, from } : undefined;
  } catch {
    return undefined;
  }
}

async function packaged() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let bin;
  try {
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    bin = join(main.slice(0, main.lastIndexOf('@sparticuz')), '@sparticuz/chromium/bin');
  } catch {
    return undefined;
  }
  const folder = join(here, 'target', 'chromium');
  if (!existsSync(folder)) await unpack(bin, folder);
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  // A machine without fonts of its own gets those of the package.
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(folder, 'fonts');
  return tried(join(folder, 'chromium'), env, '@sparticuz/chromium');
}

/** Into a folder of its own first, so that nobody finds half a browser. */
async function unpack(bin, folder) {
  const work = `${folder}.unpacking.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const inflated = (name, target) =>
    pipeline(createReadStream(join(bin, name)), createBrotliDecompress(), target);
  await inflated('chromium.br', createWriteStream(join(work, 'chromium'), { mode: 0o755 }));
  for (const [name, into] of [
    ['al2023', 'al2023'],
    ['fonts', 'fonts'],
    ['swiftshader', '.'],
  ]) {
    await inflated(`${name}.tar.br`, extract(join(work, into)));
  }
  try {
    renameSync(work, folder);
  } catch (problem) {
    rmSync(work, { recursive: true, force: true });
    if (!existsSync(folder)) throw problem; // else another process was quicker
  }
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  try {
    const options = { stdio: ['ignore', 2, 2], timeout: 600_000 };
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  } catch {
    return undefined;
  }
  return installed();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(JSON.stringify(await findChromium()));
  } catch (problem) {
    console.error(problem.message);
    process.exitCode = 1;
  }
}
