// A fan-out under way: a promise of its report, whose progress can be iterated over.

'use strict';

const { isDeepStrictEqual } = require('node:util');

class Sending {
  #progress = null;
  #changes = 0;
  #ended = false;
  #waiting = [];
  #report;

  /** `start` is handed a function to tell progress with, and returns a promise of the report. */
  constructor(start) {
    const tell = (progress) => this.#tell(progress);
    this.#report = start(tell).then(
      (report) => {
        this.#ended = true;
        // It may have been told already; but a fan-out that sent nothing has told none.
        if (!isDeepStrictEqual(this.#progress, report.progress)) tell(report.progress);
        else this.#wake();
        return report;
      },
      (error) => {
        this.#ended = true;
        this.#wake();
        throw error;
      },
    );
    // Who only iterates learns of an error there.
    this.#report.catch(() => {});
  }

  get report() {
    return this.#report;
  }

  // So that `await` gives the report, where it would else give a fan-out that has just begun.
  then(onReport, onError) {
    return this.#report.then(onReport, onError);
  }

  catch(onError) {
    return this.#report.catch(onError);
  }

  finally(onEnd) {
    return this.#report.finally(onEnd);
  }

  async *[Symbol.asyncIterator]() {
    let seen = 0;
    for (;;) {
      if (seen !== this.#changes) {
        seen = this.#changes;
        yield this.#progress;
      } else if (this.#ended) {
        break;
      } else {
        await new Promise((resolve) => this.#waiting.push(resolve));
      }
    }
    await this.#report;
  }

  #tell(progress) {
    this.#progress = progress;
    this.#changes += 1;
    this.#wake();
  }

  #wake() {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

module.exports = { Sending };
