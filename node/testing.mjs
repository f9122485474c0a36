// The helpers for users' tests, for ECMAScript modules: the same objects as in CommonJS.

export { Simulator, signCallback, signedCallback, simulator } from './testing.cjs';
