// One listener on each signal, however many sends share it: Node warns of a leak from the eleventh on.

'use strict';

/** The longest time that a timer takes; a longer one would fire at once. */
const LONGEST_TIMER_MS = 0x7fff_ffff;

/** What to run when a signal is aborted, for each that somebody waits on. */
const waiting = new WeakMap();

/**
 * Runs something when the signal is aborted, at once if it is so already. Returns a function that takes it back;
 * with the last one gone, the signal has no listener of ours.
 */
function onAbort(signal, run) {
  if (!signal) return () => {};
  if (signal.aborted) {
    run();
    return () => {};
  }
  let entry = waiting.get(signal);
  if (entry === undefined) {
    const runs = new Set();
    entry = { runs, listener: () => runAll(signal, runs) };
    waiting.set(signal, entry);
    signal.addEventListener('abort', entry.listener, { once: true });
  }
  // A function of its own, so that the same one given twice counts twice.
  const own = () => run();
  entry.runs.add(own);
  return () => {
    if (entry.runs.delete(own) && entry.runs.size === 0) forget(signal, entry);
  };
}

function runAll(signal, runs) {
  waiting.delete(signal);
  for (const run of runs) run();
}

function forget(signal, entry) {
  if (waiting.get(signal) !== entry) return;
  waiting.delete(signal);
  signal.removeEventListener('abort', entry.listener);
}

module.exports = { LONGEST_TIMER_MS, onAbort };
