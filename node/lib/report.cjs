// What became of every user of a fan-out: each stands in it exactly once, in the order given.

'use strict';

const { toError } = require('./errors.cjs');

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

module.exports = { Report, toUser };
