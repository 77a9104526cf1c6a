import { strike, type Fault } from './alphabet.ts'
import type { Site } from './site.ts'

/** Makes requests meet faults by their number from now on, whatever they ask for. */
export function strikeAt(site: Site, faults: ReadonlyMap<number, Fault>): void {
  let count = 0
  site.watch = ({ url, method }) => {
    count += 1
    const fault = faults.get(count)
    if (fault) strike(site, fault, { url, method })
  }
}

/** Returns the number of requests that are sent during some work. */
export async function countRequests(site: Site, work: () => Promise<unknown>): Promise<number> {
  let count = 0
  site.watch = () => void (count += 1)
  await work()
  site.watch = () => undefined
  return count
}
