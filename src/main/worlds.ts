import { join } from 'node:path'
import { net } from 'electron'
import { clouds } from '#core/access/cloud.ts'
import { hostsToAllow } from '#core/network/hosts.ts'
import type { ProxySignIn } from '#core/network/proxy-sign-in.ts'
import type { Policy } from '#core/policy/settings.ts'
import { ProblemError } from '#core/problem.ts'
import { isJourneyBuild, onPinnedElectron } from './build-facts.ts'
import { cdid } from './cdid.ts'
import { createNetworkFetch } from './network-fetch.ts'
import { networkSession } from './network-session.ts'
import { observeNetwork } from './network-stack.ts'
import { openPractice } from './practice.ts'
import type { WorkplaceParts } from './workplace.ts'

/** The parts that differ between the real world and the practice tenant. */
type WorldParts = Pick<
  WorkplaceParts,
  | 'fetch'
  | 'network'
  | 'signInToProxy'
  | 'page'
  | 'practice'
  | 'recipients'
  | 'address'
  | 'signIn'
  | 'vaultService'
  | 'settlesMs'
>

const journeys = isJourneyBuild ? ' (journeys)' : ''

/** The service names of this assistant's entries in the operating system's keychain. */
export const vaultServices = {
  live: `Assistant Outlook-Prextra${journeys}`,
  practice: `Assistant Outlook-Prextra (exercice)${journeys}`,
}

/**
 * Returns the parts of the real world. Rejects with `live-unavailable` on an Electron that this build was not made for, and
 * `recipient-missing` when there is nobody to seal to.
 */
export async function liveParts(now: Date, proxies: ProxySignIn, { signInClientId }: Policy): Promise<WorldParts> {
  if (!onPinnedElectron) throw new ProblemError({ code: 'live-unavailable', at: now.toISOString() })
  const recipients = cdid.recipients.filter(({ notAfter }) => now < new Date(notAfter))
  if (recipients.length === 0) throw new ProblemError({ code: 'recipient-missing', at: now.toISOString() })
  const { clientId, name, own, otherClouds } = cdid.signIn
  // Each cloud's own transport then reaches that cloud's hosts alone.
  const hosts = Object.values(clouds).flatMap(hostsToAllow)
  const session = await networkSession(hosts.map(({ host }) => host))
  return {
    practice: false,
    fetch: createNetworkFetch({ session, request: (options) => net.request(options), proxies }),
    network: observeNetwork(session),
    signInToProxy: (proxy, signal) => proxies.ask(proxy, signal),
    page: (url) => url,
    recipients,
    address: cdid.address,
    // The company's own application is never removed with what was made here, and is the same in every cloud it names.
    signIn:
      signInClientId === null
        ? { clientId, name, isOurs: own, otherClouds }
        : { clientId: signInClientId, name: signInClientId, isOurs: false },
    vaultService: vaultServices.live,
  }
}

/** The practice tenant is late by two reads, and then shows everything. */
const practiceSettlesMs = 4_000

/** Returns the parts of the practice tenant, which writes what it was asked to a log in the folder `logs`. */
export async function practiceParts(logs: string): Promise<WorldParts> {
  const { fetch, page, recipient, address, signIn } = await openPractice(join(logs, 'practice-tenant.jsonl'))
  return {
    practice: true,
    settlesMs: practiceSettlesMs,
    fetch,
    network: null,
    page,
    recipients: [recipient],
    address,
    signIn,
    vaultService: vaultServices.practice,
  }
}
