import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isWholeRun } from '#support/share.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { figuresOf, judge, type Measured } from './figures.ts'
import { type Limit, limits, quickFigures } from './limits.ts'
import { measurements, quickMeasurements } from './measurements.ts'
import { measureLarge } from './large.ts'
import { measureProcess } from './reception-process.ts'
import { measureRun } from './run.ts'
import { pageWith } from './table.ts'

const limit = (atMost: Limit['atMost']): Limit => ({ atMost, unit: 'exchanges', how: '' })
const failedOf = (...from: Parameters<typeof judge>) =>
  judge(...from)
    .filter(({ failed }) => failed)
    .map(({ name }) => name)

describe('the limits', () => {
  const few = {
    'run.requests': limit(18),
    'large.requests': limit({ times: 1.1, of: 'run.requests' }),
    longestTaskMs: limit(50),
  }

  test('a figure at its limit passes, and each that is past it is named', () => {
    expect(failedOf(figuresOf({ run: { requests: 18 }, longestTaskMs: 50 }), few)).toEqual([])
    expect(failedOf(figuresOf({ run: { requests: 19 }, longestTaskMs: 50.1 }), few)).toEqual([
      'run.requests',
      'longestTaskMs',
    ])
  })

  test('a figure may be limited by another one of the same run', () => {
    expect(failedOf(figuresOf({ run: { requests: 10 }, large: { requests: 11 } }), few)).toEqual([])
    expect(failedOf(figuresOf({ run: { requests: 10 }, large: { requests: 12 } }), few)).toEqual(['large.requests'])
  })

  test('what was not measured, is no number, or has no limit, fails', () => {
    expect(failedOf(figuresOf({ run: { requests: NaN, other: 1 } }), few, Object.keys(few))).toEqual([
      'run.requests',
      'large.requests',
      'longestTaskMs',
      'run.other',
    ])
  })
})

test('docs/benchmarks.md says of each figure what its limit is, and how it is taken', async () => {
  const page = readFileSync('docs/benchmarks.md', 'utf8')
  const rowsOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, figure, , atMost, how]) => ({ figure, atMost, how }))
  const written = rowsOf(await pageWith(page, new Map(), '2026-12-01'))
  expect(written).toHaveLength(Object.keys(limits).length + 2)
  expect(rowsOf(page)).toEqual(written)
})

test.skipIf(quickMeasurements.length === 0)(
  'the counts and sizes that npm test measures are within their limits',
  async () => {
    const figures = new Map<string, number>()
    for (const name of quickMeasurements) {
      for (const [figure, value] of figuresOf((await measurements[name]?.()) ?? {})) figures.set(figure, value)
    }
    const judged = judge(figures, limits, quickFigures).filter(({ name }) => quickFigures.includes(name))
    expect(judged.filter(({ failed }) => failed)).toEqual([])
  },
)

describe('a process that is measured', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-bench-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  const measured = (program: string) => {
    writeFileSync(join(folder, 'planted.mjs'), program)
    return measureProcess(join(folder, 'planted.mjs'), [], folder)
  }

  test('turns the merge red when it holds too much at once', async () => {
    const { mb, s } = await measured('Buffer.alloc(310e6, 1)')
    expect(failedOf(figuresOf({ merge100000: { mb, s } }), limits)).toEqual(['merge100000.mb'])
  })

  test('turns the calendar red when it works for too long', async () => {
    const { s } = await measured(
      'let n = 0; while (process.cpuUsage().user < 1.1e6) for (let i = 0; i < 1e7; i += 1) n += i',
    )
    expect(failedOf(figuresOf({ ics10000: { s } }), limits)).toEqual(['ics10000.s'])
  })

  test('is not measured by what the process that starts it holds', async () => {
    const held = Buffer.alloc(400e6, 1)
    expect((await measured('')).mb).toBeLessThan(200)
    expect(held).toHaveLength(400e6)
  })
})

describe('in a company with 20,000 applications', () => {
  const latencyMs = 1

  // Half a minute when the machine is busy: in the part's own run only.
  test.runIf(isWholeRun)(
    'the product asks for what it needs, and no list of them all turns it red',
    { timeout: 120_000 },
    async () => {
      const run = await measureRun({ latencyMs })
      const judged = (large: Measured) => failedOf(figuresOf({ run: { ...run }, ...large }), limits)
      const counts = ({ large }: Measured) => ({ large: { ...(large as object), ratio: 0 } })
      expect(judged(counts(await measureLarge({ latencyMs }))).filter((name) => name.startsWith('large.'))).toEqual([])

      const planted = await measureLarge({ latencyMs, between: listAllBeforeCreating })
      expect(judged(counts(planted))).toEqual(expect.arrayContaining(['large.sequential', 'large.requests']))
    },
  )
})

/** Reads every application, page by page, before one is created. */
function listAllBeforeCreating(send: Fetch): Fetch {
  return async (url, init) => {
    const [list = '', isNamed] = url.split(/(?<=\/applications)(\(uniqueName=|$)/)
    if (isNamed !== undefined && init.method !== 'GET') {
      const headers = { authorization: new Headers(init.headers).get('authorization') ?? '' }
      for (let next: string | undefined = list; next !== undefined;) {
        const page = (await (await send(next, { method: 'GET', headers })).json()) as { '@odata.nextLink'?: string }
        next = page['@odata.nextLink']
      }
    }
    return send(url, init)
  }
}
