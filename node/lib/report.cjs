// What became of every user of a fan-out: each stands in it exactly once, in the order given. And the lines of a
// report on disk.

'use strict';

const native = require('../native.cjs');
const check = require('./check.cjs');
const { attempt, toError } = require('./errors.cjs');

function toUser([userId, outcome, code]) {
  return { userId, outcome, code };
}

class Report {
  #remaining;
  #remainingWithDuplicates;

  constructor(told) {
    this.progress = told.progress;
    this.users = told.users.map(toUser);
    this.repeated = told.repeated;
    this.stoppedBy = told.stoppedBy === null ? null : toError(told.stoppedBy);
    this.#remaining = told.remaining;
    this.#remainingWithDuplicates = told.remainingWithDuplicates;
  }

  remaining({ duplicatesOk = false } = {}) {
    return [...(duplicatesOk ? this.#remainingWithDuplicates : this.#remaining)];
  }

  toJSON() {
    return {
      ...this,
      remaining: this.#remaining,
      remainingWithDuplicates: this.#remainingWithDuplicates,
    };
  }
}

/** What tells a message from others in a report on disk. */
function messageDigest({ roomId, fromUserId, content }) {
  return native.messageDigest(
    check.text('roomId', roomId),
    check.text('fromUserId', fromUserId),
    check.text('content', content),
  );
}

/** A line of a report, without its line break. */
function reportLine(digest, { userId, outcome, code = null }) {
  check.text('digest', digest);
  check.text('userId', userId);
  check.text('outcome', outcome);
  if (code !== null) check.time('code', code);
  return attempt(() => native.writeReportLine(digest, userId, outcome, code));
}

/** The user of a line of a report of this message; null for a line without text. */
function parseReportLine(digest, line) {
  check.text('digest', digest);
  check.text('line', line);
  const text = attempt(() => native.readReportLine(digest, line));
  return text === null ? null : toUser(JSON.parse(text));
}

module.exports = { Report, toUser, messageDigest, reportLine, parseReportLine };
