// Builds the assets into target/classes/dashboard, for Maven. Does nothing that is done already:
// packages are installed when the lock file is newer than what is installed, assets are built when
// any of their inputs has changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OUTPUT = join(root, 'target/classes/dashboard/index.html');
const INPUTS_OF_OUTPUT = join(root, 'target/assets.inputs');
const BESIDE_SRC = [
  'index.html',
  'package-lock.json',
  'package.json',
  'scripts/build.mjs',
  'tsconfig.json',
  'vite.config.ts',
];

function run(command, ...args) {
  const shell = process.platform === 'win32';
  execFileSync(command, args, { cwd: root, stdio: 'inherit', shell });
}

/** npm writes this file when an installation is whole. */
function installed() {
  const proof = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(proof)) return false;
  const at = statSync(proof).mtimeMs;
  return ['package-lock.json', 'package.json'].every((f) => statSync(join(root, f)).mtimeMs <= at);
}

function sources() {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function inputs() {
  const hash = createHash('sha256');
  for (const file of [...BESIDE_SRC.map((f) => join(root, f)), ...sources()]) {
    hash
      .update(`${file.slice(root.length)}\n`)
      .update(readFileSync(file))
      .update('\n');
  }
  return hash.digest('hex');
}

/** Compresses once, as well as it goes, what would otherwise be compressed at every request. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!/\.(html|js|css|svg)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const plain = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(plain));
  }
}

const wanted = inputs();
const built = existsSync(OUTPUT) && existsSync(INPUTS_OF_OUTPUT);
if (!built || readFileSync(INPUTS_OF_OUTPUT, 'utf8') !== wanted) {
  if (!installed()) run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  run('npm', 'run', '--silent', 'build');
  compress(dirname(OUTPUT));
  mkdirSync(dirname(INPUTS_OF_OUTPUT), { recursive: true });
  writeFileSync(INPUTS_OF_OUTPUT, wanted);
}
