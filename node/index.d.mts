// The types of the package: stated once, in index.d.cts.

export * from './index.cjs';
