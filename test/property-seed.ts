import fc from 'fast-check'

/**
 * Every run of the tests draws the same cases. `FC_SEED=7 FC_RUNS=2000 make test` draws others, and more of them.
 * A property that names its own seed or number of runs keeps it.
 */
const seed = Number(process.env['FC_SEED'] ?? 20261201)
const runs = process.env['FC_RUNS']
fc.configureGlobal({ seed, ...(runs === undefined ? {} : { numRuns: Number(runs) }) })
