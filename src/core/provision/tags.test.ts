import { describe, expect, it } from 'vitest'
import { profiles } from '../access/profile.ts'
import type { Directory } from '../directory.ts'
import type { World } from '../ports.ts'
import type { RunContext } from './step.ts'
import {
  adoptedTag,
  confirmedTag,
  deliveredTag,
  hasOtherConfirmed,
  isConfirmed,
  isOurTag,
  scopedTag,
  staysLimited,
  updateTags,
} from './tags.ts'

const first = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const second = '0d1f6c7a-3b52-4a8e-9f60-2c7b8e415d3a'
const { tag: ours } = profiles.ews

/** A directory that answers `fresh` and notes every list of tags that is written. */
function directoryWith(fresh: readonly string[]) {
  const written: (readonly string[])[] = []
  let reads = 0
  const directory: Pick<Directory, 'applicationById' | 'patchApplication'> = {
    applicationById: (id) => {
      reads += 1
      return Promise.resolve({ done: { ...application, id, tags: fresh } })
    },
    patchApplication: (_id, body) => {
      if (body.tags) written.push(body.tags)
      return Promise.resolve({ done: null })
    },
  }
  const context = {
    world: { directory } as World,
    signal: new AbortController().signal,
    emit: () => undefined,
    finish: () => undefined,
  } satisfies RunContext
  return { context, written, reads: () => reads }
}

const application = {
  appId: first,
  displayName: 'Prextra',
  createdAt: null,
  redirectUris: [],
  permissions: [],
  passwords: [],
}

const tagged = (...tags: readonly string[]) => ({ id: 'object-id', tags })

describe('the tags of an application are changed', () => {
  it('beside all that stand there, known or not', async () => {
    const { context, written } = directoryWith([ours, 'finance'])
    const tags = await updateTags(context, tagged(ours), { add: [deliveredTag(first)] })
    expect(tags).toEqual([ours, 'finance', deliveredTag(first)])
    expect(written).toEqual([tags])
  })

  it('without losing a delivered secret that a server does not show yet', async () => {
    const { context, written } = directoryWith([ours])
    await updateTags(context, tagged(ours, deliveredTag(first)), { add: [deliveredTag(second)] })
    expect(written).toEqual([[ours, deliveredTag(first), deliveredTag(second)]])
  })

  it('not at all when the tag is there already', async () => {
    const { context, written } = directoryWith([ours, deliveredTag(first)])
    expect(await updateTags(context, tagged(), { add: [deliveredTag(first)] })).toEqual([ours, deliveredTag(first)])
    expect(written).toEqual([])
  })

  it('by taking off what was seen before, even if this server shows it no more', async () => {
    const { context, written } = directoryWith([ours])
    await updateTags(context, tagged(ours, scopedTag), { remove: (tag) => tag === scopedTag })
    expect(written).toEqual([[ours]])
  })

  it('by taking off all of ours and nothing else', async () => {
    const marks = [ours, adoptedTag, scopedTag, deliveredTag(first), confirmedTag(first)]
    const { context, written } = directoryWith([...marks, 'prextra', 'finance'])
    await updateTags(context, tagged(...marks), { remove: (tag) => isOurTag(profiles.ews, tag) })
    expect(written).toEqual([['prextra', 'finance']])
  })

  it('from what the caller has just read, without reading again', async () => {
    const { context, written, reads } = directoryWith(['stale'])
    await updateTags(context, tagged(ours), { add: [adoptedTag] }, { tags: [ours, 'finance'] })
    expect(reads()).toBe(0)
    expect(written).toEqual([[ours, 'finance', adoptedTag]])
  })
})

it('counts a secret as confirmed only once it was delivered', () => {
  expect(isConfirmed({ tags: [confirmedTag(first)] }, first)).toBe(false)
  expect(isConfirmed({ tags: [confirmedTag(first), deliveredTag(first)] }, first)).toBe(true)
})

it('tells a secret that CDID has confirmed from the others', () => {
  expect(hasOtherConfirmed({ tags: [confirmedTag(first)] }, first)).toBe(false)
  expect(hasOtherConfirmed({ tags: [confirmedTag(second)] }, first)).toBe(true)
})

it.each([
  ['as-is', false, false],
  ['as-is', true, true],
  ['limited', false, true],
  ['everywhere', true, false],
] as const)('reach %s, limited today %s: limited afterwards %s', (reach, today, afterwards) => {
  expect(staysLimited(reach, today)).toBe(afterwards)
})
