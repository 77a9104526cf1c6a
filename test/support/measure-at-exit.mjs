import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'

/** Where a process that has this in its environment says, when it ends, how much memory it took at most and how long it worked. */
export const measureVariable = 'PREXTRA_TEST_MEASURE'

const file = process.env[measureVariable]

/** Preloaded with `node --import`: what is measured knows nothing of it. It is no TypeScript, whose loader takes memory itself. */
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    const kilobytes = ownPeak() ?? maxRSS
    writeFileSync(file, JSON.stringify({ kilobytes, ownMs: (userCPUTime + systemCPUTime) / 1000 }))
  })
}

/** Linux counts as a process's largest set what its parent held when it was started; this is the program's own. */
function ownPeak() {
  if (process.platform !== 'linux') return null
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return kilobytes === undefined ? null : Number(kilobytes)
}
