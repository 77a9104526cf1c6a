import { hostFindings, keychainFinding, loopbackFinding } from '../network/findings.ts'
import { checksToMake, hostsOf, type CheckResult } from '../network/network-check.ts'
import type { HostToAllow } from '../network/hosts.ts'
import { runUninterrupted } from '../provision/retry.ts'
import type { SessionContext } from './context.ts'

/**
 * Looks at the way to each host of the cloud, at localhost and at the keychain, all at once, and shows each result as it
 * comes. From the welcome it opens the real world or the practice tenant; anywhere else it looks at the world that is
 * open, and *back* leads to where the person was.
 */
export async function checkConnection(
  context: SessionContext,
  { practice }: { readonly practice: boolean },
): Promise<void> {
  context.allow('check-connection')
  if (context.session.at === 'welcome') await context.openWorkplace(practice)
  const { session } = context
  const from = session.at === 'network' ? session.from : session
  const checks = checksToMake(context.workplace().world.cloud)
  const begunAt = context.now().toISOString()
  const work = async (): Promise<'stay'> => {
    const { signal } = context.run()
    const show = async (looking: Promise<CheckResult>) => {
      const result = await looking
      if (!signal.aborted) context.emit({ kind: 'network-checked', ...result })
    }
    const looks = [...hostsOf(checks).map((host) => lookAt(context, host)), listen(context), tryKeychain(context)]
    await Promise.all(looks.map(show))
    signal.throwIfAborted()
    return 'stay'
  }
  return context.during('check-connection', work, () => ({ at: 'network', from, checks, begunAt }))
}

async function lookAt(context: SessionContext, host: HostToAllow): Promise<CheckResult> {
  const { world, signal } = context.run()
  const observation = await world.network.look(host, signal)
  const { answer } = observation
  const details = answer.kind === 'answered' ? answer.details : null
  return { subject: host.use, findings: hostFindings(observation), details }
}

async function listen(context: SessionContext): Promise<CheckResult> {
  const canListen = await context.run().world.network.canListen()
  return { subject: 'loopback', findings: [loopbackFinding(canListen)], details: null }
}

/** A value that was written for the test is removed even when the person stops. */
async function tryKeychain(context: SessionContext): Promise<CheckResult> {
  const answer = await runUninterrupted(context.run(), ({ world, signal }) => world.vault.canary(signal))
  return { subject: 'keychain', findings: [keychainFinding('done' in answer)], details: null }
}
