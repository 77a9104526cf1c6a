import { describe, expect, test } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { guideSteps, newGuide, type GuideView } from '#core/guide/guide.ts'
import { profiles, type Profile } from '#core/access/profile.ts'
import { drawingOf } from '#words/portal/drawings/blades.ts'
import { manifestJson } from '#words/portal/manifest.ts'
import { guidePage } from '#words/pages/guide.ts'
import { portalAddress, type PortalPlace } from '#words/portal/addresses.ts'
import { gesturesOf } from '#words/screens/guide/gestures.ts'
import { roles } from '#words/portal/roles.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { saidOf } from '#words/screens/guide/guide.ts'
import { all, isWellFormed, parsePage } from '#support/dom.ts'

const appId = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const guide: GuideView = newGuide('present', profiles.ews, '2026-11-25T12:00:00Z', { applicationId: appId, tenantId })
const now = '2026-11-25T12:00:00Z'
const languages = ['fr', 'en'] as const

/** The whole French guide as one text, in reading order. */
const page = guidePage(guide, 'fr', false, now)
const printed = all(parsePage(page.html), 'main')[0]?.textContent.replace(/\s+/gu, ' ') ?? ''

/** The steps and values of CDID's own guide, in the order in which ours must have them. */
const steps: readonly (readonly [step: string, says: RegExp])[] = [
  ['1.1 a browser, the admin centre, an account', /Centre d’administration Microsoft Entra .* compte professionnel/],
  ['1.2 the directory, then App registrations', /Entra ID, choisissez Inscriptions d’applications/],
  ['1.3 New registration', /Nouvelle inscription/],
  ['1.4 the name', /Nom \(Name\) : Prextra – Synchronisation Outlook/],
  [
    '1.5 the supported account types',
    /Types de comptes pris en charge .*Comptes dans cet annuaire organisationnel uniquement/,
  ],
  ['1.6 the redirect URI, of a public client', /URI de redirection .*Client public\/natif \(mobile et bureau\)/],
  ['1.6 its value', /https:\/\/login\.microsoftonline\.com\/common\/oauth2\/nativeclient/],
  ['1.7 Register', /Choisissez Inscrire/],
  ['1.7 the application (client) ID', /copiez ID d’application \(client\)/],
  ['1.7 the directory (tenant) ID', /Copiez ensuite ID de l’annuaire \(locataire\)/],
  ['2.1 under Manage', /Sous Gérer/],
  [
    '2.2 the manifest’s requiredResourceAccess, between its brackets',
    /Manifeste .*requiredResourceAccess .*crochet \[/,
  ],
  ['2.3 Save', /Choisissez Enregistrer/],
  [
    '2.4 API permissions: full_access_as_app is listed',
    /Autorisations de l’API.*full_access_as_app doit être dans la liste/,
  ],
  ['2.2 the resource', /"resourceAppId": "00000002-0000-0ff1-ce00-000000000000"/],
  ['2.2 the app role', /"id": "dc890d15-9560-4a4c-9b7f-a736ec74ec40", "type": "Role"/],
  ['2.5 Grant admin consent, and accept', /Accorder un consentement d’administrateur .*répondez Oui/],
  ['2.6 Certificates & secrets', /Dans Certificats et secrets/],
  ['2.7 New client secret, a short description, Add', /Nouveau secret client .*Description : Prextra.*Ajouter/],
  ['2.8 the Value, kept', /Copiez enfin la Valeur .*Coller le secret/],
  ['3 the ids, the secret and the tenant, to CDID', /scelle l’ID d’application, l’ID de l’annuaire et le secret/],
  ['3 by the project lead, or to technique@cdid.com', /chargé de projet, ou envoyez-le à technique@cdid\.com/],
  ['3 CDID adds it to the Prextra server', /CDID ajoute l’accès au serveur de Prextra/],
  ['3 and confirms by e-mail', /confirme par courriel/],
  [
    '3 then “Synchronisation Outlook et Prextra”, of the CRM module',
    /« Synchronisation Outlook et Prextra » du module CRM/,
  ],
]

describe('side by side with CDID’s guide', () => {
  let from = 0
  test.each(steps)('%s', (_step, says) => {
    const found = printed.slice(from).search(says)
    expect(found, `after « ${printed.slice(from, from + 120)} »`).toBeGreaterThanOrEqual(0)
    from += found
  })

  test('the manifest is CDID’s to the letter', () => {
    expect(JSON.parse(manifestJson(profiles.ews))).toEqual({
      resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
      resourceAccess: [{ id: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', type: 'Role' }],
    })
  })

  test('and Microsoft Graph’s own, once Prextra supports it', () => {
    const access = JSON.parse(manifestJson(profiles.graph)) as { resourceAccess: readonly { type: string }[] }
    expect(access.resourceAccess).toHaveLength(profiles.graph.permissions.length)
    expect(access.resourceAccess.every(({ type }) => type === 'Role')).toBe(true)
  })
})

describe('what is drawn and printed', () => {
  const places: readonly PortalPlace[] = ['registration', 'ids', 'permission', 'consent', 'secret', 'old-secret']

  test.each(places)('%s: each number in the drawing is a gesture, and nothing leaves the frame', (place) => {
    for (const language of languages) {
      const about = { profile: profiles.ews, practice: false, organization: null, oldKeyId: null, now }
      const gestures = gesturesOf(place, about, language)
      const { shapes, width, height, title } = drawingOf(place, profiles.ews, language)
      const numbers = shapes.flatMap((shape) => (shape.kind === 'number' ? [shape.value] : []))
      expect(new Set(numbers).size).toBe(numbers.length)
      for (const value of numbers) expect(gestures[value - 1]).toBeDefined()
      expect(title.length).toBeGreaterThan(20)
      for (const shape of shapes) {
        if (shape.kind === 'number') expect([shape.x <= width - 8, shape.y <= height - 8]).toEqual([true, true])
        if (shape.kind === 'box')
          expect([shape.x + shape.width <= width, shape.y + shape.height <= height]).toEqual([true, true])
      }
    }
  })

  test.each(languages)(
    'the printed guide in %s is whole, closed to the world, and holds the tenant’s values',
    (language) => {
      for (const profile of [profiles.ews, profiles.graph]) {
        const { html } = guidePage({ ...guide, profile }, language, false, now)
        expect(isWellFormed(html)).toBe(true)
        const root = parsePage(html)
        expect(all(root, 'svg')).toHaveLength(5)
        expect(all(root, 'script, img, link, iframe')).toEqual([])
        expect(root.textContent).toContain(appId)
        expect(root.textContent).toContain(tenantId)
        const links = all(root, 'a').map((link) => link.getAttribute('href'))
        expect(links).toEqual(
          guideSteps.present.map((step) => portalAddress(publicCloud, step === 'contact' ? 'ids' : step, appId)),
        )
      }
    },
  )

  test.each(languages)('in %s, the consent of each profile says what it lets read', (language) => {
    const lead = (profile: 'ews' | 'graph') => saidOf('consent', profile, language).lead
    expect(lead('graph')).toMatch(language === 'fr' ? /réglages.*profil de tous/ : /settings.*profile of every/)
    expect(lead('ews')).not.toMatch(/réglages|settings/)
    const graph = guidePage({ ...guide, profile: profiles.graph }, language, false, now).html
    expect(parsePage(graph).textContent).toContain(lead('graph').replaceAll('**', ''))
  })

  test.each(languages)('in %s, Microsoft Graph’s lines take the place of those that Entra puts there', (language) => {
    const paste = (profile: Profile) =>
      gesturesOf('permission', { profile, practice: false, organization: null, oldKeyId: null, now }, language)[1]?.text
    expect(paste(profiles.graph)).toMatch(language === 'fr' ? /Remplacez tout/ : /Replace all/)
    expect(paste(profiles.ews)).not.toMatch(/Remplacez|Replace/)
  })

  test.each(languages)('in %s, a secret lasts 180 days, and no longer than what it opens', (language) => {
    const said = (profile: Profile, at: string) =>
      gesturesOf('secret', { profile, practice: false, organization: null, oldKeyId: null, now: at }, language)[1]
        ?.text ?? ''
    const [days, end] = language === 'fr' ? [/180.jours/u, /jusqu’au 1.*avril.2027/u] : [/180.days/u, /until .*2027/u]
    for (const at of ['2026-09-30T12:00:00Z', '2027-04-02T12:00:00Z']) expect(said(profiles.ews, at)).toMatch(days)
    expect(said(profiles.ews, now)).toMatch(end)
    expect(said(profiles.ews, now)).not.toMatch(days)
    expect(said(profiles.graph, now)).toMatch(days)
  })

  test('a renewal prints its own, shorter, the old secret’s id in it', () => {
    const oldKeyId = '0a1b2c3d-4e5f-4678-9abc-def012345678'
    const { html } = guidePage({ ...guide, aim: 'renewed', oldKeyId }, 'fr', false, now)
    const root = parsePage(html)
    expect(all(root, 'svg')).toHaveLength(3)
    expect(root.textContent).toContain(oldKeyId)
  })

  test.each(languages)('in %s, it names the roles it takes and the time', (language) => {
    const lead = (more: Partial<GuideView>) => parsePage(guidePage({ ...guide, ...more }, language, false, now).html)
    const cloud = roles[language]['cloud-application-administrator']
    const privileged = roles[language]['privileged-role-administrator']
    const said = (more: Partial<GuideView>) => all(lead(more), 'main > p')[0]?.textContent ?? ''
    expect(said({})).toContain(cloud)
    expect(said({})).not.toContain(privileged)
    expect(said({})).toMatch(/15/)
    expect(said({ profile: profiles.graph })).toMatch(new RegExp(`${cloud}.*${privileged}`))
    expect(said({ profile: profiles.graph, aim: 'renewed' })).not.toContain(privileged)
    expect(said({ aim: 'renewed' })).toMatch(language === 'fr' ? /cinq minutes/ : /five minutes/)
  })

  test.each(languages)('in %s, an exercise says so at its top', (language) => {
    const { name } = shellWords[language].practice
    const texts = [true, false].map((practice) => parsePage(guidePage(guide, language, practice, now).html).textContent)
    expect(texts.map((text) => text.includes(name))).toEqual([true, false])
  })

  test('what an organization is called is shown, never read as markup', () => {
    const organization = '<img src=x onerror=alert(1)>\u202e`**'
    const { html } = guidePage({ ...guide, entries: { ...guide.entries, organization } }, 'fr', true, now)
    expect(isWellFormed(html)).toBe(true)
    expect(all(parsePage(html), 'img')).toEqual([])
  })
})
