import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { publicCloud } from '#core/access/cloud.ts'
import { problemCodes, ProblemError } from '#core/problem.ts'
import { profiles, secretNamePrefix } from '#core/access/profile.ts'
import { isDelivered } from '#core/provision/tags.ts'
import type { ApplicationSnapshot, TenantState } from '#practice/tenant/state.ts'
import type { Language } from '#words/format/language.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { holds } from '../leaks.ts'
import type { Observation } from './observation.ts'

/** What must be true after every cell, whatever went wrong in it. Each function returns a sentence for each breach. */
export const invariants = {
  I1: oneApplicationOneSecret,
  I2: noClaimUnconfirmed,
  I3: convergesAndRests,
  I4: sealedOnceMarkedAndNoMail,
  I5: nothingLeaks,
  I6: endsInTime,
  I7: everyFailureIsASentence,
  I8: onlyOurHosts,
} as const satisfies Record<string, (observed: Observation) => readonly string[]>

export type InvariantName = keyof typeof invariants

export function breaches(observed: Observation): readonly string[] {
  return Object.entries(invariants).flatMap(([name, check]) => check(observed).map((said) => `${name}: ${said}`))
}

const { uniqueName, displayName, tag } = profiles.ews

function isOurs(application: ApplicationSnapshot): boolean {
  return (
    application.uniqueName === uniqueName || application.displayName === displayName || application.tags.includes(tag)
  )
}

/**
 * Checks that there is one application, that every secret is held or delivered, and that no copy outlives its secret.
 */
export function oneApplicationOneSecret({ aim, state, image, copies, inProduction }: Observation): readonly string[] {
  const found = state.applications.filter(isOurs)
  const said: string[] = []
  if (found.length !== (aim === 'removed' ? 0 : 1)) said.push(`${found.length} applications of ours`)
  const live = new Map<string, string>()
  for (const { appId, tags, passwordCredentials } of found) {
    const ours = passwordCredentials.filter((one) => one.displayName?.startsWith(secretNamePrefix))
    if (ours.length !== inProduction) said.push(`${ours.length} secrets of ours, not ${inProduction}`)
    for (const { keyId } of ours) {
      const account = `${tenantId}/${appId}/${keyId}`
      live.set(account, hashOf(image, keyId))
      if (!copies.has(account) && !isDelivered({ tags }, keyId)) said.push(`nobody holds ${keyId}`)
    }
  }
  for (const [account, text] of copies) {
    const hash = live.get(account)
    if (hash === undefined) said.push(`the keychain holds a copy of no secret: ${account}`)
    else if (hash !== digest(text)) said.push(`the keychain holds another value: ${account}`)
  }
  return said
}

const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'

function hashOf(image: Observation['image'], keyId: string): string {
  return image.applications.flatMap(({ passwords }) => passwords).find((one) => one.keyId === keyId)?.hash ?? ''
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function noClaimUnconfirmed({ ends }: Observation): readonly string[] {
  return ends
    .flatMap(({ error, lacking }) => (error === null ? lacking : []))
    .map((lack) => `claimed, and not so: ${lack}`)
}

/** Checks that a repeated run succeeds and another then changes nothing, and that a removal restores the tenant. */
export function convergesAndRests({ aim, ends, recoveries, again, before, state }: Observation): readonly string[] {
  if (recoveries === null) {
    return [`running again did not end in success: ${ends.map(({ error }) => String(error)).join(', ')}`]
  }
  const said: string[] = []
  if (again && again.changes > 0) said.push(`${again.changes} changes planned after success`)
  if (again && again.writes > 0) said.push(`${again.writes} writes after success`)
  if (aim === 'removed') said.push(...differences(before, state))
  return said
}

/** Returns the differences of two states, object by object, without the recycle bin, which we do not empty. */
export function differences(before: TenantState, after: TenantState): readonly string[] {
  const kept = [
    'applications',
    'servicePrincipals',
    'appRoleAssignments',
    'oauth2PermissionGrants',
    'sentMail',
  ] as const
  return kept.flatMap((name) => {
    const was = before[name] as readonly { readonly id?: string }[]
    const is = after[name] as readonly { readonly id?: string }[]
    const left = is.filter((one) => !was.some((other) => isDeepStrictEqual(one, other)))
    const gone = was.filter((one) => !is.some((other) => isDeepStrictEqual(one, other)))
    return [
      ...left.map((one) => `${name}: ${one.id ?? ''} is left behind, or changed`),
      ...gone.map((one) => `${name}: ${one.id ?? ''} is gone, or changed`),
    ]
  })
}

export function sealedOnceMarkedAndNoMail({ sealings, handOvers, state }: Observation): readonly string[] {
  const said = sealings.filter(({ marked }) => !marked).map(() => 'sealed before it was marked as delivered')
  if (sealings.length > handOvers) said.push(`sealed ${sealings.length} times in ${handOvers} hand-overs`)
  if (state.sentMail.length > 0) said.push(`${state.sentMail.length} messages sent`)
  return said
}

export function nothingLeaks({ sinks, heard, copies }: Observation): readonly string[] {
  const secrets = [...new Set([...heard, ...copies.values()])]
  return sinks.flatMap(({ name, content }) =>
    secrets.filter((secret) => holds(content, secret)).map(() => `a secret or a token in ${name}`),
  )
}

const longestTurnMs = 30 * 60_000
const mostRequests = 700

export function endsInTime({ ends, earlyCalls }: Observation): readonly string[] {
  return [
    ...ends.filter(({ waitedMs }) => waitedMs > longestTurnMs).map(({ waitedMs }) => `a turn waited ${waitedMs} ms`),
    ...ends.filter(({ requests }) => requests > mostRequests).map(({ requests }) => `a turn asked ${requests} times`),
    ...earlyCalls.map(({ address, earlyByMs }) => `${address} called ${earlyByMs} ms before Retry-After`),
  ]
}

export function everyFailureIsASentence({ ends, unhandled }: Observation): readonly string[] {
  return [
    ...ends.flatMap(({ error }) => (error === null ? [] : unworded(error))),
    ...unhandled.map((error) => `nobody handled ${String(error)}`),
  ]
}

function unworded(error: unknown): readonly string[] {
  if (!(error instanceof ProblemError)) return [`no problem of ours: ${String(error)}`]
  const { problem } = error
  if (!problemCodes.includes(problem.code) || problem.code === 'internal') return [`no cause named: ${problem.code}`]
  const languages: readonly Language[] = ['fr', 'en']
  return languages.flatMap((language) => {
    const { sentence, advice } = sayProblem(problem, language)
    return sentence === '' || advice === '' ? [`${problem.code} has no words in ${language}`] : []
  })
}

export function onlyOurHosts({ hosts }: Observation): readonly string[] {
  const allowed: readonly string[] = [publicCloud.login, publicCloud.graph, publicCloud.exchange]
  return [...hosts].filter((host) => !allowed.includes(host)).map((host) => `asked ${host}`)
}
