// A program that writes batches to a file as fast as it can and rotates it by renaming, all in its own process, so that
// a follower sees the file at arbitrary moments.
// Arguments: FILE TEMPLATE BATCHES BATCHES_PER_FILE numbered|dated
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import process from 'node:process';

const [file, template, total, perFile, naming] = process.argv.slice(2);
const open = () => openSync(file, 'a', 0o600);
let rotations = 0;

function rotate() {
  rotations++;
  if (naming === 'dated') {
    renameSync(file, `${file}-${20260000 + rotations}`);
    return;
  }
  for (let n = rotations - 1; n > 0; n--) renameSync(`${file}.${n}`, `${file}.${n + 1}`);
  renameSync(file, `${file}.1`);
}

let fd = open();
let oldFd;
for (let seq = 1; seq <= Number(total); seq++) {
  // logrotate creates the new file before rsyslogd, which is still writing to the old one, gets its HUP.
  const at = seq % Number(perFile);
  if (at === 0) {
    rotate();
    oldFd = fd;
    fd = open();
  }
  if (at === 3 && oldFd !== undefined) {
    closeSync(oldFd);
    oldFd = undefined;
  }
  writeSync(oldFd ?? fd, template.replaceAll('@SEQ@', String(seq)));
}
