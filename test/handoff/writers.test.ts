import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { counted } from '#support/counted.ts'
import { handoff, newReceptionFolder, type ReceptionFolder } from '#support/reception-folder.ts'
import { runProcess } from '#support/reception-process.ts'
import { readState } from '#support/reception-state.ts'

const row = counted('writers')
afterAll(() => {
  row.write()
})
let folder: ReceptionFolder
beforeEach(async () => {
  folder = await newReceptionFolder()
})
afterEach(() => folder.remove())

/** Ways to name one file that go over links. */
async function links(real: string): Promise<Ways> {
  await symlink(folder.path('server'), folder.path('share'))
  await symlink(real, folder.path('link.json'))
  await symlink('link.json', folder.path('link-of-link.json'))
  return {
    paths: [
      real,
      folder.path('link.json'),
      folder.path('link-of-link.json'),
      folder.path('share/appsettings.json'),
      `${folder.path('share')}/../server/./appsettings.json`,
      relative(folder.path('.'), real),
      'share/appsettings.json',
    ],
    recordsPaths: [folder.path('server/records.json'), folder.path('share/records.json'), 'share/records.json'],
  }
}

/** Ways to name one file on Windows, where people may make no links, and capital letters make no difference. */
function spellings(real: string): Promise<Ways> {
  const server = folder.path('server')
  return Promise.resolve({
    paths: [
      real,
      real.replaceAll('\\', '/'),
      `${server}/../SERVER/./AppSettings.json`,
      relative(folder.path('.'), real),
    ],
    recordsPaths: [folder.path('server/records.json'), `${server}\\Records.json`, 'server/records.json'],
  })
}

interface Ways {
  readonly paths: readonly string[]
  readonly recordsPaths: readonly string[]
}

test(
  'twenty technicians who merge at once, by twenty paths to one file, lose nothing',
  { timeout: 170_000 },
  async () => {
    await mkdir(folder.path('server'))
    const real = folder.path('server/appsettings.json')
    await writeFile(real, '{\n  "Exchange": []\n}\n')
    const { paths, recordsPaths } = await (process.platform === 'win32' ? spellings(real) : links(real))
    const writers = Array.from({ length: 20 }, (_, number) => ({
      environment: `client-${number}`,
      tenantId: `22222222-0000-4000-8000-${String(number).padStart(12, '0')}`,
      config: paths[number % paths.length] ?? '',
      records: recordsPaths[number % recordsPaths.length] ?? '',
    }))
    const files = await Promise.all(
      writers.map(({ environment, tenantId }) => folder.sealed(`${environment}.age`, { ...handoff, tenantId })),
    )
    const ended = await Promise.all(
      writers.map(({ environment, tenantId, config, records }, number) => {
        const about = ['--environment', environment, '--tenant', tenantId, '--unchecked', 'a test']
        const where = ['--identity', folder.identity, '--config', config, '--records', records]
        return merge([files[number] ?? '', ...about, ...where])
      }),
    )
    const text = await readFile(real, 'utf8')
    const { customers } = JSON.parse(await readFile(folder.path('server/records.json'), 'utf8')) as {
      customers: { environment: string; deliveries: { merged: { config: string } | null }[] }[]
    }
    writers.forEach(({ environment }, number) => {
      const known = customers.find((customer) => customer.environment === environment)
      const isThere = text.includes(`"Environment": "${environment}"`) && ended[number]?.code === 0
      const isKnown = known?.deliveries[0]?.merged?.config === real
      row.cell(isThere && isKnown, `${environment}: ${ended[number]?.stderr ?? ''}`)
    })
    expect(row.failures).toEqual([])
    const state = await readState(folder.path('server'))
    expect([state.temporary, state.locks, state.unsettled]).toEqual([[], [], 0])
    // Every backup can still be reached by undo, one after the other.
    expect(state.backups).toHaveLength(20)
  },
)

/** A technician whose turn has not come yet tries again. */
async function merge(args: readonly string[]) {
  for (;;) {
    const ended = await runProcess(['merge', ...args], { cwd: folder.path('.') })
    if (ended.code !== 4) return ended
  }
}
