import { writeFileSync } from 'node:fs'

/** Where a process that has this in its environment says, when it ends, how much memory it took at most and how long it worked. */
export const measureVariable = 'PREXTRA_TEST_MEASURE'

const file = process.env[measureVariable]

/** Preloaded with `node --import`: what is measured knows nothing of it. */
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    writeFileSync(file, JSON.stringify({ kilobytes: maxRSS, ownMs: (userCPUTime + systemCPUTime) / 1000 }))
  })
}
