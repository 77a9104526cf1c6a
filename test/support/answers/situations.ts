import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { languages, type Language } from '#core/language.ts'
import { supportDetails, type Problem } from '#core/problem.ts'
import { profiles } from '#core/access/profile.ts'
import { exemptionsOf } from '#core/provision/tags.ts'
import type { WaitReason } from '#core/answer.ts'
import type { View } from '#contract/calls.ts'
import { isLike } from '#practice/serving/wildcard.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { waits } from '#words/problems/waits.ts'
import { secretIn } from '../faults/memory-keychain.ts'
import { isWholeRun } from '../share.ts'
import { deeds, reception, tryAgain, type About, type Deed } from './deeds.ts'
import { afterSetUp, openPlace, type Place } from './place.ts'
import type { Ending, Left, Marker, Row } from './row.ts'
import { waitsFor } from './said.ts'

/** A whole `npm test` plays every eighth situation, in one language. */
const oneIn = 8

/** Makes a test of each situation in each language: it is played from its beginning, and all that came of it is checked. */
export function playSituations(letter: string, rows: readonly Row[]): void {
  const names = rows.map(({ name }) => name)
  const twice = names.filter((name, place) => names.indexOf(name) !== place)
  if (twice.length > 0) throw new Error(`two situations are called ${twice.join(', ')}`)
  const played = rows.flatMap((row, place) => languages.map((language, turn) => ({ row, language, place, turn })))
  const chosen = isWholeRun
    ? played
    : played.filter(({ place, turn }) => place % oneIn === 0 && turn === (place / oneIn) % languages.length)

  describe(letter, () => {
    beforeAll(() => {
      // MSAL reads the time from Date. Timers stay real.
      vi.useFakeTimers({ toFake: ['Date'] })
    })
    afterAll(() => {
      vi.useRealTimers()
    })
    test.each(chosen.map(({ row, language }) => [row.name, language, row] as const))(
      '%s (%s)',
      (_name, language, row) => play(row, language),
    )
  })
}

const moved = (now: Date) => {
  vi.setSystemTime(now)
}

async function play(row: Row, language: Language): Promise<void> {
  const { profile = 'ews', mailbox = reception, chooses = {}, readsPolicies = false } = row
  const about: About = { profile, mailbox, chooses, readsPolicies }
  const deed: Deed = deeds[row.does]
  const stored = deed.begins === 'made' ? await afterSetUp(about.profile, moved) : undefined
  const { at, aheadMs, seed, browse, shows, account } = row
  const place = openPlace({
    language,
    moved,
    ...(at !== undefined && { at }),
    ...(aheadMs !== undefined && { aheadMs }),
    ...(seed && { seed }),
    ...(stored && { stored }),
    ...(browse && { browse }),
    ...(shows && { shows }),
    ...(account !== undefined && { account }),
  })
  let restore: () => void = () => undefined
  try {
    await row.given?.(place)
    await deed.prepare(place, about)
    restore = row.computer?.() ?? restore
    await row.before?.(place)
    place.mocks.push(...(row.faults ?? []))
    const { tenant, clock, assistant } = place
    const before = {
      requests: tenant.requests.length,
      parts: tenant.parts.length,
      at: clock.now().getTime(),
      pages: assistant.pages.length,
      shown: assistant.shown.length,
    }
    const { meanwhile } = row
    let othersDid = meanwhile === undefined
    if (meanwhile) {
      void clock.at(new Date(clock.now().getTime() + meanwhile.afterMs), async () => {
        await meanwhile.work(place)
        othersDid = true
      })
    }
    const problem = await deed.act(place, about)
    await assistant.context.settled()

    await checkEnding(place, problem, row.ends)
    expect(othersDid).toBe(true)
    expect(leftOf(place), 'what is left').toEqual(row.left)
    // A part of a batch is a request of its own kind, and the batch is none of any kind.
    const exchanges = tenant.requests.slice(before.requests).filter(({ path }) => !path.endsWith('/$batch'))
    const requests = [...exchanges, ...tenant.parts.slice(before.parts)]
    for (const [address, times] of row.sent ?? []) {
      const same = requests.filter(({ method, host, path }) => isLike(`${method} https://${host}${path}`, address))
      expect(same, `requests like ${address}`).toHaveLength(times)
    }
    const waited = clock.now().getTime() - before.at
    const [least, most] = row.waitedMs ?? [0, Infinity]
    expect(waited).toBeGreaterThanOrEqual(least)
    expect(waited).toBeLessThanOrEqual(most)
    expect(assistant.pages.slice(before.pages)).toHaveLength(row.pages ?? (row.does === 'sign in' ? 1 : 0))
    if (row.waitsFor) checkWaits(row.waitsFor, assistant.shown.slice(before.shown), language)
    if (row.plan) checkPlan(place, row.plan)
    // No request came before the Retry-After of an earlier answer had passed.
    expect(tenant.failures).toEqual([])

    if (row.again) {
      place.mocks.length = 0
      expect(await tryAgain(place, row.againChooses)).toBeNull()
      expect(leftOf(place), 'what is left after trying again').toEqual(row.again)
    }
    expect(place.leaks()).toEqual([])
  } finally {
    restore()
    place.close()
  }
}

/** Checks what the person and support are told. */
async function checkEnding(place: Place, problem: Problem | null, ends: Row['ends']): Promise<void> {
  const { assistant, language } = place
  expect(problem?.code ?? 'well').toBe(ends === 'well' ? 'well' : ends.code)
  expect(assistant.session.problem).toEqual(problem)
  if (!problem || ends === 'well') return
  const { nature, sentence, advice } = sayProblem(problem, language)
  expect(nature).toBe(ends.nature)
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => problem.facts?.[name] ?? '')
  expect([plainSpaces(sentence), plainSpaces(advice)]).toEqual(ends.says[language].map(filled))
  checkDetails(place, problem, ends)
  const shown = assistant.shown.length
  expect(await assistant.call('copy', { fact: 'supportDetails' })).toBeNull()
  const copied = assistant.shown.slice(shown).join('\n')
  for (const { value } of supportDetails(problem)) expect(copied).toContain(value)
}

/** By Microsoft's clock, whatever the computer's says, and not long ago. */
const recentlyMs = 6 * 60_000

function checkDetails({ wire, clock }: Place, problem: Problem, { details }: Ending): void {
  const told = new Map(supportDetails(problem).map(({ name, value }) => [name, value]))
  expect(Math.abs(clock.now().getTime() - Date.parse(told.get('at') ?? ''))).toBeLessThan(recentlyMs)
  const names = [...told.keys()].filter((name) => name !== 'code' && name !== 'at').sort()
  expect(names).toEqual(Object.keys(details).sort())
  for (const [name, wanted] of Object.entries(details)) {
    const value = told.get(name as keyof typeof details) ?? ''
    if (typeof wanted === 'string') expect(value, name).toBe(wanted)
    else if (wanted instanceof RegExp) expect(value, name).toMatch(wanted)
    else expect(onTheWire(wire, wanted).has(value), `${name} is one that was on the wire`).toBe(true)
  }
}

function onTheWire({ clientRequestIds, requestIds, dates }: Place['wire'], { onTheWire: what }: Marker): Set<string> {
  return { sent: clientRequestIds, received: requestIds, date: dates }[what]
}

/** Checks what the person was told that the assistant waits for, and the sentences of that. */
function checkWaits(expected: readonly WaitReason[], shown: readonly string[], language: Language): void {
  const views = shown.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as View)
  const reasons = [...new Set(views.flatMap(({ session: { waiting } }) => waiting?.reason ?? []))]
  expect(reasons.sort()).toEqual([...expected].sort())
  for (const reason of reasons) {
    const sentence = waitsFor[reason]?.[language]
    if (sentence !== undefined) expect(plainSpaces(waits[language][reason])).toBe(sentence)
  }
}

function checkPlan({ assistant }: Place, { changes, found }: NonNullable<Row['plan']>): void {
  const { plan } = assistant.session
  if (changes) expect(plan?.changes.map(({ kind }) => kind)).toEqual(changes)
  if (found) expect(plan?.found).toMatchObject(found)
}

/** A person sees no difference between the kinds of space. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00A0\u202F]/g, ' ')
}

function leftOf(place: Place): Left {
  const { tenant, keychain } = place
  const { state } = tenant
  const { uniqueName, tag } = profiles.ews
  const ours = state.applications.filter((one) => one.uniqueName === uniqueName || one.tags.includes(tag))
  const principals = state.servicePrincipals.filter(({ appId }) => ours.some((one) => one.appId === appId))
  const stored = tenant.save().applications.flatMap(({ passwords }) => passwords)
  const held = [...keychain.entries].filter(([account, value]) =>
    stored.some(({ keyId, hash }) => account.endsWith(keyId) && hash === hashOf(secretIn(value))),
  )
  expect(keychain.entries.size - held.length, 'copies of secrets that no application has').toBe(0)
  return {
    applications: ours.length,
    servicePrincipals: principals.length,
    grants: state.appRoleAssignments.filter(({ principalId }) => principals.some(({ id }) => id === principalId))
      .length,
    secrets: ours.reduce((sum, { passwordCredentials }) => sum + passwordCredentials.length, 0),
    held: held.length,
    ...exemptionsIn(place),
  }
}

/** The exemptions that are in the company: policies of ours, and the tags that name one. */
function exemptionsIn({ tenant }: Place): Pick<Left, 'exemptions'> {
  const { applications, policies } = tenant.state
  const ours = policies.filter(({ displayName }) => displayName.startsWith('Assistant Prextra · '))
  const exemptions = { policies: ours.length, tags: applications.flatMap(exemptionsOf).length }
  return exemptions.policies + exemptions.tags > 0 ? { exemptions } : {}
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
