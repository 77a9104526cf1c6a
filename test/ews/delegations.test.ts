import { expect } from 'vitest'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { marieEve, tenantId } from '#support/tenant-client.ts'
import type { Office } from '#support/ews/office.ts'
import { consent, list } from '#support/ews/portal.ts'
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
const after = ({ clock }: Office, ms: number) => new Date(clock.now().getTime() + ms)

/** Marie-Ève is Cloud Application Administrator: she may consent for Exchange, and not for Graph. */
async function askedForConsent(office: Office, profile: 'ews' | 'graph' = 'ews') {
  const seat = office.start(marieEve)
  await setUp(seat, { profile, consentDelegated: true })
  expect(seat.session).toMatchObject({ at: 'delegation', delegation: { step: 'consent' } })
  return seat
}

/** The draft that was saved last, its parts decoded. */
function savedPage({ folder }: Office): string {
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.eml'))
  return savedMail(join(folder, name))
}

const rows: readonly Row[] = [
  {
    id: 'C-01',
    what: 'consent elsewhere: it is in no change of the plan, and the wizard waits for it',
    async run(office) {
      const seat = office.start(marieEve)
      await signIn(seat)
      expect(await plan(seat, { consentDelegated: true })).toEqual([
        'create-application',
        'create-service-principal',
        'create-secret',
      ])
      expect(await approve(seat)).toBeNull()
      expect(seat.session).toMatchObject({ at: 'delegation', delegation: { step: 'consent' } })
      expect(granted(office)).toEqual([])
    },
  },
  {
    id: 'C-02',
    what: 'the colleague consents in the portal, it is seen within seconds, and proven',
    async run(office) {
      const seat = await askedForConsent(office)
      const given = after(office, 30 * minute)
      const done = office.clock.at(given, () => consent(office, 'ews'))
      expect(await seat.call('watch', {})).toBeNull()
      await done
      expect(office.clock.now().getTime() - given.getTime()).toBeLessThan(minute)
      expect(seat.notices.at(-1)).toBe('consent-given')
      expect(seat.session).toMatchObject({ at: 'proof', awaited: null, plan: { found: { consented: true } } })
      expect(await prove(seat)).toBe('opens')
    },
  },
  {
    id: 'C-03',
    what: 'closed while it waits: the next day nothing of the colleague’s is planned, and waiting goes on',
    async run(office) {
      const seat = await askedForConsent(office)
      const closed = office.clock.at(after(office, 10 * minute), () => {
        seat.kill()
      })
      void seat.call('watch', {})
      await closed
      office.clock.set(after(office, 20 * 60 * minute))
      const next = office.start(marieEve)
      expect(next.session.awaited).toMatchObject({ for: 'consent', profile: 'ews' })
      await signIn(next, 'resume')
      expect(next.session).toMatchObject({ at: 'delegation', plan: { changes: [], consentDelegated: true } })
      void office.clock.at(after(office, 5 * minute), () => consent(office, 'ews'))
      expect(await next.call('watch', {})).toBeNull()
      expect(await prove(next)).toBe('opens')
      expect(office.start(marieEve).session.awaited).toBeNull()
    },
  },
  {
    id: 'C-04',
    what: 'given while the assistant was closed: nothing is left to do but the proof',
    async run(office) {
      const seat = await askedForConsent(office)
      const closed = office.clock.at(after(office, minute), () => {
        seat.kill()
      })
      void seat.call('watch', {})
      await closed
      await consent(office, 'ews')
      const next = office.start(marieEve)
      await signIn(next, 'resume')
      expect(planned(next)).toEqual([])
      expect(await next.call('goToProof', {})).toBeNull()
      expect(await prove(next)).toBe('opens')
      expect(office.start(marieEve).session.awaited).toBeNull()
    },
  },
  {
    id: 'C-05',
    what: 'before the consent there is nothing to prove',
    async run(office) {
      const seat = await askedForConsent(office)
      expect(await seat.call('goToProof', {})).toMatchObject({ code: 'out-of-order' })
      expect(await seat.call('prove', { mailbox: 'a@b.example', blockedMailbox: null })).toMatchObject({
        code: 'out-of-order',
      })
    },
  },
  {
    id: 'C-06',
    what: '“check again now” sees it at once',
    async run(office) {
      const seat = await askedForConsent(office)
      const now = after(office, 10 * minute + 1_000)
      void office.clock.at(now, async () => {
        await consent(office, 'ews')
        await seat.call('checkNow', {})
      })
      expect(await seat.call('watch', {})).toBeNull()
      expect(office.clock.now()).toEqual(now)
    },
  },
  {
    id: 'C-07',
    what: 'a person who stops waiting does not lose their place',
    async run(office) {
      const seat = await askedForConsent(office)
      void office.clock.at(after(office, minute), () => seat.call('stop', {}))
      expect(await seat.call('watch', {})).toMatchObject({ code: 'stopped' })
      expect(seat.session).toMatchObject({ at: 'delegation', busy: false, awaited: { for: 'consent' } })
    },
  },
  {
    id: 'C-08',
    what: 'not allowed to grant: the role is not there, so nothing more is asked, and a colleague takes over',
    async run(office) {
      const seat = office.start(marieEve)
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      expect(await approve(seat)).toBe('grant-not-allowed')
      // Consenting to a scope she has no use for would only look like a way on.
      expect(seat.pages).toHaveLength(1)
      expect(await plan(seat, { consentDelegated: true })).toEqual(['create-secret'])
      expect(await approve(seat)).toBeNull()
      expect(seat.session).toMatchObject({ at: 'delegation', delegation: { step: 'consent' } })
      void office.clock.at(after(office, 20 * minute), () => consent(office, 'graph'))
      expect(await seat.call('watch', {})).toBeNull()
      expect(await prove(seat)).toBe('opens')
    },
  },
  {
    id: 'C-09',
    what: 'half a consent is not one',
    async run(office) {
      const seat = await askedForConsent(office, 'graph')
      let seen = 0
      void office.clock.at(after(office, 5 * minute), async () => {
        await consent(office, 'graph', 3)
        seen = granted(office).length
      })
      const whole = after(office, 10 * minute)
      void office.clock.at(whole, () => consent(office, 'graph'))
      expect(await seat.call('watch', {})).toBeNull()
      expect(seen).toBe(3)
      expect(office.clock.now().getTime()).toBeGreaterThanOrEqual(whole.getTime())
      expect(await prove(seat)).toBe('opens')
    },
  },
  {
    id: 'C-10',
    what: 'from the red proof to the page for the Exchange administrator, and back to green without starting over',
    async run(office) {
      office.tenant.exchange.ewsAllowsNewApplications = false
      const seat = office.start(marieEve)
      await setUp(seat)
      expect(await prove(seat)).toBe('mailbox: ews-blocked')
      const { writes } = office.tenant
      expect(await seat.call('delegate', { step: 'allow-list' })).toBeNull()
      expect(seat.session).toMatchObject({ at: 'delegation', delegation: { step: 'allow-list' } })
      void office.clock.at(after(office, 90 * minute), () => {
        list(office)
      })
      expect(await seat.call('watch', {})).toBeNull()
      expect(seat.session.at).toBe('proof')
      expect(shown(seat)).toBe('opens')
      expect(office.tenant.writes).toBe(writes)
    },
  },
  {
    id: 'C-11',
    what: 'going back from the page for a colleague leads to where one was',
    async run(office) {
      const seat = await askedForConsent(office)
      expect(await seat.call('back', {})).toBeNull()
      expect(seat.session.at).toBe('review')
      expect(await seat.call('delegate', { step: 'consent' })).toBeNull()
      expect(seat.session.at).toBe('delegation')
    },
  },
  {
    id: 'C-12',
    what: 'the person obtains the role after all: the consent is planned again, and made',
    async run(office) {
      const seat = await askedForConsent(office)
      expect(await seat.call('back', {})).toBeNull()
      expect(await plan(seat, { consentDelegated: false })).toEqual(['grant'])
      expect(await approve(seat)).toBeNull()
      expect(await prove(seat)).toBe('opens')
    },
  },
  {
    id: 'C-13',
    what: 'the page that is saved for who consents: the role, the ids and where to click, in both languages',
    async run(office) {
      const seat = await askedForConsent(office, 'graph')
      for (const language of ['fr', 'en'] as const) {
        expect(await seat.call('savePage', { language })).toBeNull()
        const page = savedPage(office)
        for (const wanted of [appId(office), tenantId, 'Calendars.ReadWrite', 'entra.microsoft.com']) {
          expect(page).toContain(wanted)
        }
        expect(page).toContain(
          language === 'fr' ? 'Administrateur de rôle privilégié' : 'Privileged Role Administrator',
        )
      }
      expect(seat.session.delegation?.savedPage).toMatchObject({ fileName: 'prextra-consent-2026-11-23.eml' })
    },
  },
  {
    id: 'C-14',
    what: 'the page for the Exchange administrator carries the script, with our application in it',
    async run(office) {
      office.tenant.exchange.ewsAllowsNewApplications = false
      const seat = office.start(marieEve)
      await setUp(seat)
      await prove(seat)
      await seat.call('delegate', { step: 'allow-list' })
      expect(await seat.call('savePage', { language: 'fr' })).toBeNull()
      const page = savedPage(office)
      expect(page).toContain(`$ApplicationId = '${appId(office)}'`)
      expect(page).toContain('-RetrieveEwsOperationAccessPolicy')
      expect(seat.session).toMatchObject({ at: 'delegation', busy: false })
      expect(await seat.call('back', {})).toBeNull()
      expect(seat.session).toMatchObject({ at: 'proof', problem: { code: 'ews-blocked' } })
    },
  },
  {
    id: 'C-15',
    what: 'the page for who limits Graph in Exchange names the roles of Graph',
    async run(office) {
      const seat = office.start()
      await setUp(seat, { profile: 'graph' })
      await seat.call('goToLimit', {})
      await seat.call('setLimit', {
        group: 'prextra@erablieredunord.example',
        allowedMailbox: reception,
        blockedMailbox: marie,
      })
      await seat.call('delegate', { step: 'limit' })
      expect(await seat.call('savePage', { language: 'en' })).toBeNull()
      const page = savedPage(office)
      for (const role of ['Calendars.ReadWrite', 'Contacts.ReadWrite', 'Mail.ReadWrite', 'MailboxSettings.Read']) {
        expect(page).toContain(`'Application ${role}'`)
      }
      expect(page).not.toMatch(/Application (EWS\.AccessAsApp|User\.Read\.All)/)
    },
  },
]

runRows('C', rows)
