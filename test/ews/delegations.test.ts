import { expect } from 'vitest'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { marieEve, tenantId } from '#support/tenant-client.ts'
import type { Scenario } from '#support/ews/scenario.ts'
import { consent, allowInExchange } from '#support/ews/portal.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import {
  appId,
  approve,
  granted,
  marie,
  plan,
  planned,
  prove,
  reception,
  setUp,
  shown,
  signIn,
} from '#support/ews/steps.ts'
import { savedMail } from '#support/saved-mail.ts'

const minute = 60_000
const after = ({ clock }: Scenario, ms: number) => new Date(clock.now().getTime() + ms)

/**
 * Delegates the consent as Marie-Ève, a Cloud Application Administrator, who may consent for Exchange but not for
 * Graph.
 */
async function askedForConsent(scenario: Scenario, profile: 'ews' | 'graph' = 'ews') {
  const assistant = scenario.start(marieEve)
  await setUp(assistant, { profile, consentDelegated: true })
  expect(assistant.session).toMatchObject({ at: 'delegation', delegation: { step: 'consent' } })
  return assistant
}

/** Returns the draft that was saved last, with its parts decoded. */
function savedPage({ folder }: Scenario): string {
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.eml'))
  return savedMail(join(folder, name))
}

const rows: readonly Row[] = [
  {
    id: 'C-01',
    what: 'consent elsewhere: it is in no change of the plan, and the wizard waits for it',
    async run(scenario) {
      const assistant = scenario.start(marieEve)
      await signIn(assistant)
      expect(await plan(assistant, { consentDelegated: true })).toEqual([
        'create-application',
        'create-service-principal',
        'create-secret',
      ])
      expect(await approve(assistant)).toBeNull()
      expect(assistant.session).toMatchObject({ at: 'delegation', delegation: { step: 'consent' } })
      expect(granted(scenario)).toEqual([])
    },
  },
  {
    id: 'C-02',
    what: 'the colleague consents in the portal, it is seen within seconds, and proven',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      const given = after(scenario, 30 * minute)
      const done = scenario.clock.at(given, () => consent(scenario, 'ews'))
      expect(await assistant.call('watch', {})).toBeNull()
      await done
      expect(scenario.clock.now().getTime() - given.getTime()).toBeLessThan(minute)
      expect(assistant.notices.at(-1)).toBe('consent-given')
      expect(assistant.session).toMatchObject({ at: 'proof', awaited: null, plan: { found: { consented: true } } })
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'C-03',
    what: 'closed while it waits: the next day nothing of the colleague’s is planned, and waiting goes on',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      const closed = scenario.clock.at(after(scenario, 10 * minute), () => {
        assistant.kill()
      })
      void assistant.call('watch', {})
      await closed
      scenario.clock.set(after(scenario, 20 * 60 * minute))
      const next = scenario.start(marieEve)
      expect(next.session.awaited).toMatchObject({ for: 'consent', profile: 'ews' })
      await signIn(next, 'resume')
      expect(next.session).toMatchObject({ at: 'delegation', plan: { changes: [], consentDelegated: true } })
      void scenario.clock.at(after(scenario, 5 * minute), () => consent(scenario, 'ews'))
      expect(await next.call('watch', {})).toBeNull()
      expect(await prove(next)).toBe('opens')
      expect(scenario.start(marieEve).session.awaited).toBeNull()
    },
  },
  {
    id: 'C-04',
    what: 'given while the assistant was closed: nothing is left to do but the proof',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      const closed = scenario.clock.at(after(scenario, minute), () => {
        assistant.kill()
      })
      void assistant.call('watch', {})
      await closed
      await consent(scenario, 'ews')
      const next = scenario.start(marieEve)
      await signIn(next, 'resume')
      expect(planned(next)).toEqual([])
      expect(await next.call('goToProof', {})).toBeNull()
      expect(await prove(next)).toBe('opens')
      expect(scenario.start(marieEve).session.awaited).toBeNull()
    },
  },
  {
    id: 'C-05',
    what: 'before the consent there is nothing to prove',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      expect(await assistant.call('goToProof', {})).toMatchObject({ code: 'out-of-order' })
      expect(await assistant.call('prove', { mailbox: 'a@b.example', blockedMailbox: null })).toMatchObject({
        code: 'out-of-order',
      })
    },
  },
  {
    id: 'C-06',
    what: '“check again now” sees it at once',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      const now = after(scenario, 10 * minute + 1_000)
      void scenario.clock.at(now, async () => {
        await consent(scenario, 'ews')
        await assistant.call('checkNow', {})
      })
      expect(await assistant.call('watch', {})).toBeNull()
      expect(scenario.clock.now()).toEqual(now)
    },
  },
  {
    id: 'C-07',
    what: 'a person who stops waiting does not lose their place',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      void scenario.clock.at(after(scenario, minute), () => assistant.call('stop', {}))
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'stopped' })
      expect(assistant.session).toMatchObject({ at: 'delegation', busy: false, awaited: { for: 'consent' } })
    },
  },
  {
    id: 'C-08',
    what: 'not allowed to grant: the role is not there, so nothing more is asked, and a colleague takes over',
    async run(scenario) {
      const assistant = scenario.start(marieEve)
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      expect(await approve(assistant)).toBe('grant-not-allowed')
      // She is not asked for one more right, because it would not let her grant these permissions.
      expect(assistant.pages).toHaveLength(1)
      // Only the consent is missing by now, so there is nothing to approve.
      expect(await plan(assistant, { consentDelegated: true })).toEqual([])
      expect(await assistant.call('delegate', { step: 'consent' })).toBeNull()
      expect(assistant.session).toMatchObject({ at: 'delegation', delegation: { step: 'consent' } })
      void scenario.clock.at(after(scenario, 20 * minute), () => consent(scenario, 'graph'))
      expect(await assistant.call('watch', {})).toBeNull()
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'C-09',
    what: 'half a consent is not one',
    async run(scenario) {
      const assistant = await askedForConsent(scenario, 'graph')
      let seen = 0
      void scenario.clock.at(after(scenario, 5 * minute), async () => {
        await consent(scenario, 'graph', 3)
        seen = granted(scenario).length
      })
      const whole = after(scenario, 10 * minute)
      void scenario.clock.at(whole, () => consent(scenario, 'graph'))
      expect(await assistant.call('watch', {})).toBeNull()
      expect(seen).toBe(3)
      expect(scenario.clock.now().getTime()).toBeGreaterThanOrEqual(whole.getTime())
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'C-10',
    what: 'from the red proof to the page for the Exchange administrator, and back to green without starting over',
    async run(scenario) {
      scenario.tenant.exchange.ewsAllowsNewApplications = false
      const assistant = scenario.start(marieEve)
      await setUp(assistant)
      expect(await prove(assistant)).toBe('mailbox: ews-blocked')
      const { writes } = scenario.tenant
      expect(await assistant.call('delegate', { step: 'allow-list' })).toBeNull()
      expect(assistant.session).toMatchObject({ at: 'delegation', delegation: { step: 'allow-list' } })
      void scenario.clock.at(after(scenario, 90 * minute), () => {
        allowInExchange(scenario)
      })
      expect(await assistant.call('watch', {})).toBeNull()
      expect(assistant.session.at).toBe('proof')
      expect(shown(assistant)).toBe('opens')
      expect(scenario.tenant.writes).toBe(writes)
    },
  },
  {
    id: 'C-11',
    what: 'going back from the page for a colleague leads to where one was',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      expect(await assistant.call('back', {})).toBeNull()
      expect(assistant.session.at).toBe('review')
      expect(await assistant.call('delegate', { step: 'consent' })).toBeNull()
      expect(assistant.session.at).toBe('delegation')
    },
  },
  {
    id: 'C-12',
    what: 'the person obtains the role after all: the consent is planned again, and made',
    async run(scenario) {
      const assistant = await askedForConsent(scenario)
      expect(await assistant.call('back', {})).toBeNull()
      expect(await plan(assistant, { consentDelegated: false })).toEqual(['grant'])
      expect(await approve(assistant)).toBeNull()
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'C-13',
    what: 'the page that is saved for who consents: the role, the ids and where to click, in both languages',
    async run(scenario) {
      const assistant = await askedForConsent(scenario, 'graph')
      for (const language of ['fr', 'en'] as const) {
        expect(await assistant.call('savePage', { language })).toBeNull()
        const page = savedPage(scenario)
        for (const wanted of [appId(scenario), tenantId, 'Calendars.ReadWrite', 'entra.microsoft.com']) {
          expect(page).toContain(wanted)
        }
        expect(page).toContain(
          language === 'fr' ? 'Administrateur de rôle privilégié' : 'Privileged Role Administrator',
        )
      }
      expect(assistant.session.delegation?.savedPage).toMatchObject({ fileName: 'prextra-consent-2026-11-23.eml' })
    },
  },
  {
    id: 'C-14',
    what: 'the page for the Exchange administrator carries the script, with our application in it',
    async run(scenario) {
      scenario.tenant.exchange.ewsAllowsNewApplications = false
      const assistant = scenario.start(marieEve)
      await setUp(assistant)
      await prove(assistant)
      await assistant.call('delegate', { step: 'allow-list' })
      expect(await assistant.call('savePage', { language: 'fr' })).toBeNull()
      const page = savedPage(scenario)
      expect(page).toContain(`$ApplicationId = '${appId(scenario)}'`)
      expect(page).toContain('-RetrieveEwsOperationAccessPolicy')
      expect(assistant.session).toMatchObject({ at: 'delegation', busy: false })
      expect(await assistant.call('back', {})).toBeNull()
      expect(assistant.session).toMatchObject({ at: 'proof', problem: { code: 'ews-blocked' } })
    },
  },
  {
    id: 'C-15',
    what: 'the page for who limits Graph in Exchange names the roles of Graph',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant, { profile: 'graph' })
      await assistant.call('goToLimit', {})
      await assistant.call('setLimit', {
        group: 'prextra@erablieredunord.example',
        allowedMailbox: reception,
        blockedMailbox: marie,
      })
      await assistant.call('delegate', { step: 'limit' })
      expect(await assistant.call('savePage', { language: 'en' })).toBeNull()
      const page = savedPage(scenario)
      for (const role of ['Calendars.ReadWrite', 'Contacts.ReadWrite', 'Mail.ReadWrite', 'MailboxSettings.Read']) {
        expect(page).toContain(`'Application ${role}'`)
      }
      expect(page).not.toMatch(/Application (EWS\.AccessAsApp|User\.Read\.All)/)
    },
  },
]

runRows('C', rows)
