import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { journey, release } from '#support/security/builds.ts'
import { note } from '#support/security/noted.ts'
import { isWholeRun } from '#support/share.ts'

/** The nine fuses (`@electron/fuses` 2.1.3), and how each must be in the release. */
const wanted = {
  RunAsNode: 'off',
  EnableCookieEncryption: 'on',
  EnableNodeOptionsEnvironmentVariable: 'off',
  EnableNodeCliInspectArguments: 'off',
  EnableEmbeddedAsarIntegrityValidation: 'on',
  OnlyLoadAppFromAsar: 'on',
  LoadBrowserProcessSpecificV8Snapshot: 'off',
  GrantFileProtocolExtraPrivileges: 'off',
  WasmTrapHandlers: 'on',
} as const
type FuseName = keyof typeof wanted
const names = Object.keys(wanted) as FuseName[]
/** The fallback's Electron is older and has seven fuses. */
const absentHere: readonly FuseName[] = ['GrantFileProtocolExtraPrivileges', 'WasmTrapHandlers']
const states: Readonly<Record<string, string>> = { '0': 'off', '1': 'on', r: 'removed', '\u0090': 'inherited' }

async function fusesOf(executable: string): Promise<Record<FuseName, string>> {
  const wire = await getCurrentFuseWire(executable)
  const read = names.map((name) => {
    const state = wire[FuseV1Options[name]] as number | undefined
    return [name, state === undefined ? 'not in this Electron' : (states[String.fromCharCode(state)] ?? '?')]
  })
  return Object.fromEntries(read) as Record<FuseName, string>
}

test.runIf(isWholeRun).each(names)('fuse %s is as it must be in the release', async (name) => {
  const expected = absentHere.includes(name) ? ['not in this Electron', wanted[name]] : [wanted[name]]
  expect(expected).toContain((await fusesOf(release.executable))[name])
})

test.runIf(isWholeRun)(
  'the fuses are nine, and the build for journeys has but the inspect fuse open',
  async (context) => {
    const fuses = await fusesOf(release.executable)
    note(context, { fuses })
    expect(
      Object.keys(FuseV1Options)
        .filter((name) => Number.isNaN(Number(name)))
        .sort(),
    ).toEqual([...names].sort())
    expect(await fusesOf(journey.executable)).toEqual({ ...fuses, EnableNodeCliInspectArguments: 'on' })
  },
)

test('nothing stands beside the archive that could be loaded in its place', () => {
  expect(existsSync(journey.archive)).toBe(true)
  expect(['app', 'default_app.asar'].filter((name) => existsSync(`${journey.folder}/resources/${name}`))).toEqual([])
})
