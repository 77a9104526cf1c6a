import { writeFileSync } from 'node:fs'

/** Where a process that has this in its environment says, when it ends, how much memory it took at most (kilobytes). */
export const measureVariable = 'PREXTRA_TEST_MEASURE'

const file = process.env[measureVariable]

/** Preloaded with `node --import`: what is measured knows nothing of it. */
if (file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, String(process.resourceUsage().maxRSS))
  })
}
