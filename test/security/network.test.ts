import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { hostsToAllow } from '#core/network/hosts.ts'
import { inNamespace } from '#support/recorded-network.ts'
import { liveTest } from '#support/security/builds.ts'
import { note } from '#support/security/noted.ts'
import { isWholeRun } from '#support/share.ts'

/** What leaves the computer, seen from outside of the packaged application. Only root may make a network namespace. */

interface Recorded {
  readonly names: readonly string[]
  readonly strangers: readonly string[]
}

const isRoot = process.getuid?.() === 0

async function recorded<T>(script: string, ...more: readonly string[]): Promise<T> {
  const [file = '', ...args] = inNamespace([process.execPath, script, ...more])
  const { stdout } = await promisify(execFile)(file, args)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}

describe.runIf(isWholeRun && isRoot)('a script that tries every way out of the window', () => {
  let page: Recorded & { readonly tried: readonly string[] }
  beforeAll(async () => {
    page = await recorded('test/support/security/hostile-page.ts')
  })

  test('has no name looked up', () => {
    expect(page.tried.length).toBeGreaterThanOrEqual(30)
    expect(page.names).toEqual([])
  })

  test('sends no datagram', () => {
    expect(page.strangers.filter((to) => to.endsWith('.3478'))).toEqual([])
  })

  test('opens no connection', () => {
    expect(page.strangers.filter((to) => to.endsWith('.3479'))).toEqual([])
  })

  test('reaches nothing at all', () => {
    expect(page.strangers).toEqual([])
  })
})

describe.runIf(isWholeRun && isRoot)('the live path', () => {
  let journey: Recorded & { readonly atRest: Recorded }
  const listed = hostsToAllow(publicCloud).map(({ host }) => host)
  beforeAll(async () => {
    journey = await recorded('test/support/recorded-journey.ts', liveTest.executable)
  })

  test('at rest, no host is contacted', (context) => {
    note(context, { hosts: [...journey.atRest.names, ...journey.atRest.strangers] })
    expect(journey.atRest).toEqual({ names: [], strangers: [] })
  })

  test('in a run, exactly the listed hosts are contacted', (context) => {
    note(context, { hosts: [...journey.names.filter((name) => !listed.includes(name)), ...journey.strangers] })
    expect([...journey.names].sort()).toEqual([...listed].sort())
    expect(journey.strangers).toEqual([])
  })
})
