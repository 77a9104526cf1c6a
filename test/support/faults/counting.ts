import { strike, type Fault } from './alphabet.ts'
import type { Site } from './site.ts'

/** The nth request from now on, whatever it is, meets this fault; faults are given by their number. */
export function strikeAt(site: Site, faults: ReadonlyMap<number, Fault>): void {
  let count = 0
  site.watch = ({ url, method }) => {
    count += 1
    const fault = faults.get(count)
    if (fault) strike(site, fault, { url, method })
  }
}

/** How many requests are sent while something is done. */
export async function countRequests(site: Site, work: () => Promise<unknown>): Promise<number> {
  let count = 0
  site.watch = () => void (count += 1)
  await work()
  site.watch = () => undefined
  return count
}
