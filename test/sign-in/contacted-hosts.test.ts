import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { hostsToAllow } from '#core/network/hosts.ts'
import { inNamespace } from '#support/recorded-network.ts'
import { isWholeRun } from '#support/share.ts'

/** What the assistant contacts, seen from outside of it. */

interface Recorded {
  readonly names: readonly string[]
  readonly strangers: readonly string[]
}

const isRoot = process.getuid?.() === 0

test.runIf(isWholeRun && isRoot)(
  'at rest it contacts nothing, and in a run the hosts of the network page alone',
  async () => {
    const [file = '', ...args] = inNamespace([process.execPath, 'test/support/recorded-journey.ts'])
    const { stdout } = await promisify(execFile)(file, args)
    const recorded = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Recorded & { readonly atRest: Recorded }
    expect(recorded.atRest).toEqual({ names: [], strangers: [] })
    expect([...recorded.names].sort()).toEqual(
      hostsToAllow(publicCloud)
        .map(({ host }) => host)
        .sort(),
    )
    expect(recorded.strangers).toEqual([])
  },
)

test.runIf(isWholeRun && isRoot)('the recorder sees a name and a packet that go elsewhere', async () => {
  const script = `
    import { recordNetwork } from './test/support/recorded-network.ts'
    const network = await recordNetwork(['served.example'])
    for (const url of ['http://elsewhere.example:81', 'http://served.example:82', 'http://203.0.113.9:83']) await fetch(url).catch(() => null)
    await network.close()
    process.stdout.write(JSON.stringify({ names: [...network.names], strangers: [...network.strangers] }))`
  const [file = '', ...args] = inNamespace([process.execPath, '--input-type=module-typescript', '-e', script])
  const { stdout } = await promisify(execFile)(file, args)
  expect(JSON.parse(stdout)).toEqual({
    names: ['elsewhere.example', 'served.example'],
    strangers: ['198.51.100.1.81', '203.0.113.9.83'],
  })
})
