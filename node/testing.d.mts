// The types of the helpers for users' tests: stated once, in testing.d.cts.

export * from './testing.cjs';
