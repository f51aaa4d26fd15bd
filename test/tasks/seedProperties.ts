import fc from 'fast-check';

/**
 * A property that fails names its seed and its path. `FC_SEED=… FC_PATH=… npm test -- unit FILE --grep TITLE` runs that very case
 * again; a seed alone runs all cases that came of it.
 */
const { FC_SEED: seed, FC_PATH: path } = process.env;
if (seed) fc.configureGlobal({ seed: Number(seed), ...(path ? { path } : {}) });
