import { describe, expect, it } from 'vitest'
import { cloudHosts, clouds, type Cloud } from '#core/access/cloud.ts'
import { profileIn, profiles } from '#core/access/profile.ts'
import { guideIn, newGuide } from '#core/guide/guide.ts'
import type { DelegatedStep } from '#core/session/writer.ts'
import { unsuppliedFacts } from '#support/cdid-facts.ts'
import { delegationPage } from './delegation/delegation.ts'
import { guidePage } from './guide.ts'
import { securityPage } from './security/security.ts'

const tenantId = '3a7c1f08-5b2d-4e96-8c41-d0f6a92b7e15'
const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const at = '2026-11-22T19:07:31Z'

/** Every page that leads to a host, for a tenant of that cloud. */
function pagesIn(cloud: Cloud): Readonly<Record<string, string>> {
  const profile = profileIn(cloud, 'ews')
  const about = { practice: false, organization: 'Nord inc.', tenantId, cloud, appId, profile, disabled: null }
  const delegated = (step: Exclude<DelegatedStep['step'], 'scope'>) => {
    const { html, text, script } = delegationPage({ ...about, step }, 'en')
    return `${html}${text}${script?.content ?? ''}`
  }
  const guide = guideIn(newGuide('present', profiles.ews, at, { applicationId: appId, tenantId }), cloud.id)
  const facts = {
    ...about,
    scoped: false,
    signIn: null,
    at,
    servicePrincipalId: null,
    secretExpiresAt: null,
    cdid: unsuppliedFacts,
  }
  return {
    consent: delegated('consent'),
    'allow list': delegated('allow-list'),
    secrets: delegated('secrets'),
    'sign-in': delegated('sign-in'),
    guide: guidePage(guide, 'en', false, at).html,
    security: securityPage(facts, 'en').html,
  }
}

describe.each(Object.values(clouds))('for a tenant of $id', (cloud) => {
  const own = cloudHosts.map((name) => cloud[name])
  const others = Object.values(clouds)
    .flatMap((other) => cloudHosts.map((name) => other[name]))
    .filter((host) => !own.includes(host))
  // A host of one cloud may end with one of another: `dod-graph.microsoft.us`.
  const named = (page: string) =>
    others.filter((host) => new RegExp(`(?<![\\w-])${host.replaceAll('.', '\\.')}`).test(page))

  it.each(Object.entries(pagesIn(cloud)))('no host of another cloud is on the page: %s', (_name, page) => {
    expect(named(page)).toEqual([])
  })

  it('the pages lead to the cloud’s own hosts', () => {
    const { consent = '', 'sign-in': signIn = '', guide = '', security = '' } = pagesIn(cloud)
    for (const page of [consent, guide, security]) expect(page).toContain(`https://${cloud.entra}/`)
    expect(signIn).toContain(`https://${cloud.login}/${tenantId}/adminconsent`)
    expect(guide).toContain(`https://${cloud.login}/common/oauth2/nativeclient`)
    for (const host of [cloud.login, cloud.graph, cloud.exchange]) expect(security).toContain(host)
  })
})
