import fc from 'fast-check';

/**
 * A failing property prints its seed and its path. `FC_SEED=… FC_PATH=… npm test -- unit FILE --grep TITLE` runs that exact
 * case again. A seed alone runs all of its cases.
 */
const { FC_SEED: seed, FC_PATH: path } = process.env;
if (seed) fc.configureGlobal({ seed: Number(seed), ...(path ? { path } : {}) });
