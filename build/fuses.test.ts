import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fuseFailures, fuseNames, readFuses, setFuses } from './fuses.mjs'

const folder = mkdtempSync(join(tmpdir(), 'prextra-fuses-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What stands before the wire in every Electron (electronjs.org/docs/latest/tutorial/fuses). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** A file with a fuse wire of this version and these states, as it is in an executable. */
function withWire(states: string, version = 1): string {
  const file = join(folder, `wire-${states}-${version}`)
  const wire = Buffer.concat([
    Buffer.from(`something before ${sentinel}`),
    Buffer.from([version, states.length]),
    Buffer.from(states, 'latin1'),
    Buffer.from(' and after'),
  ])
  writeFileSync(file, wire)
  return file
}

const pinned = { journey: false, pinned: true }
const fallback = { journey: false, pinned: false }

describe('setting the fuses', () => {
  test('sets all nine as they must be', async () => {
    const file = withWire('101101010')
    await setFuses(file, pinned)
    const read = await readFuses(file)
    expect(Object.values(read).join(' ')).toBe('off on off off on on off off on')
    expect(fuseFailures(read, pinned)).toEqual([])
  })

  test('leaves the inspect fuse open in a build for journeys', async () => {
    const file = withWire('000000000')
    await setFuses(file, { ...pinned, journey: true })
    const read = await readFuses(file)
    expect(fuseFailures(read, { ...pinned, journey: true })).toEqual([])
    expect(fuseFailures(read, pinned)).toEqual(['fuse EnableNodeCliInspectArguments is on, not off'])
  })

  test('refuses a pinned Electron that lacks a fuse', async () => {
    await expect(setFuses(withWire('10110101'), pinned)).rejects.toThrow()
  })

  test('refuses a pinned Electron that has one more fuse', async () => {
    await expect(setFuses(withWire('1011010101'), pinned)).rejects.toThrow()
  })

  test('refuses a wire of another version', async () => {
    await expect(setFuses(withWire('101101010', 2), pinned)).rejects.toThrow()
  })

  test('sets the seven fuses of the fallback', async () => {
    const file = withWire('1011010')
    await setFuses(file, fallback)
    expect(fuseFailures(await readFuses(file), fallback)).toEqual([])
  })
})

describe('reading the fuses', () => {
  test.each(fuseNames.map((name, place) => [name, place] as const))(
    'finds %s removed, inherited or the other way',
    async (name, place) => {
      const right = '010011001'
      for (const state of ['r', '\u0090', right[place] === '1' ? '0' : '1']) {
        const read = await readFuses(withWire(right.slice(0, place) + state + right.slice(place + 1)))
        expect(fuseFailures(read, pinned)).toEqual([expect.stringContaining(`fuse ${name} is `)])
        expect(fuseFailures(read, fallback)).toHaveLength(1)
      }
    },
  )

  test('finds a fuse absent on the pinned Electron, and not on the fallback', async () => {
    const read = await readFuses(withWire('0100110'))
    expect(fuseFailures(read, fallback)).toEqual([])
    expect(fuseFailures(read, pinned)).toEqual([
      'fuse GrantFileProtocolExtraPrivileges is absent, not off',
      'fuse WasmTrapHandlers is absent, not on',
    ])
  })

  test('finds one that the fallback has, and lacks all the same', async () => {
    expect(fuseFailures(await readFuses(withWire('010011')), fallback)).toEqual([
      'fuse LoadBrowserProcessSpecificV8Snapshot is absent, not off',
    ])
  })
})
