// A signed request. Its URL is a credential for ten minutes, so it shows only to who asks for it by name.

'use strict';

const { inspect } = require('node:util');

class Request {
  #told;

  constructor(told) {
    this.#told = told;
  }

  get method() {
    return this.#told.method;
  }

  get url() {
    return this.#told.url;
  }

  get body() {
    return this.#told.body ?? null;
  }

  get contentType() {
    return this.#told.contentType ?? null;
  }

  toString() {
    return this.#told.masked;
  }

  toJSON() {
    return this.#told.masked;
  }

  [inspect.custom]() {
    return `Request { ${this.#told.masked} }`;
  }
}

module.exports = { Request };
