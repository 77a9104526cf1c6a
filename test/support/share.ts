/**
 * Whether every case of a long test runs: in a run of its part alone (`npm run test:faults`, `npm run test:handoff`,
 * `npm run test:answers`). A whole `npm test` runs a fixed share of them.
 */
export const isWholeRun = process.env['PREXTRA_PART'] !== undefined
