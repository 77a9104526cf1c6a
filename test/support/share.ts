/**
 * Whether every case of a long test runs: in a run of its part alone, as `npm run test:faults` is one. A whole `npm test`
 * runs a fixed share of them.
 */
export const isWholeRun = process.env['PREXTRA_PART'] !== undefined
