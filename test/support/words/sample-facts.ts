import { profiles } from '#core/access/profile.ts'
import type { Handoff } from '#core/handoff/document.ts'
import type { Change } from '#core/provision/change.ts'
import { day, inDays, moment, time } from '#words/format/dates.ts'
import type { Language } from '#words/format/language.ts'
import { placed, pressed, type PortalName } from '#words/portal/names.ts'
import { roles } from '#words/portal/roles.ts'

const now = new Date('2026-11-22T19:07:31Z')
const spring = '2027-04-01T12:00:00Z'
const id = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'

/** Organizations whose names begin with a vowel, with a consonant and with a mute h, as French needs each. */
const organizations = ['Érablière du Nord inc.', 'Scierie Tremblay', 'Hydro-Huard']

const handoff: Omit<Handoff, 'clientSecret'> = {
  format: 'prextra-handoff',
  version: 1,
  id,
  createdAt: now.toISOString(),
  practice: true,
  profile: 'ews',
  cloud: 'public',
  environment: 'nord',
  applicationId: id,
  tenantId: id,
  secretKeyId: id,
  secretExpiresAt: spring,
  organization: { name: 'Scierie Tremblay', domain: 'nord.example' },
  contact: { name: 'Ada Lefebvre', email: 'ada@nord.example' },
  caseNumber: null,
  proof: { token: now.toISOString(), mailbox: null },
  setUp: 'by-hand',
  assistant: '1.0.0',
}

/** Facts that sentences are made with, by the name of the parameter that takes them: several values of each, used in turn. */
export function sampleFacts(language: Language): Readonly<Record<string, readonly unknown[]>> {
  const on = day(spring, language)
  const at = moment(now, language)
  const named = roles[language]
  const placeOf = (name: PortalName) => placed(name, language)
  const press = (name: PortalName) => pressed(name, language)
  return {
    // who and where
    organization: organizations,
    organizations,
    customer: organizations,
    picked: organizations,
    here: organizations,
    contact: ['Ada Lefebvre'],
    contactName: ['Ada Lefebvre'],
    domain: ['nord.example'],
    environment: ['nord'],
    tenant: [id],
    expected: [id],
    address: ['accueil@nord.example'],
    status: [403, 502],
    pageTitle: [null, 'Accès refusé'],
    mailbox: ['accueil@nord.example'],
    allowedMailbox: ['accueil@nord.example'],
    blockedMailbox: ['direction@nord.example'],
    to: ['technique@cdid.com'],
    host: ['login.microsoftonline.com'],
    // things and their ids
    name: ['Prextra'],
    displayName: ['Prextra – Synchronisation Outlook'],
    id: [id],
    clientId: [id],
    applicationId: [id],
    application: [id],
    keyId: [id],
    oldKeyId: [null, id],
    servicePrincipalId: [id],
    publicKey: ['age1q7xk'],
    fingerprint: ['02c3 d324 aa76 4804'],
    json: ['{"id":"cdid-2026"}'],
    caseNumber: ['CD-114', null],
    fileName: ['prextra-nord.example.age'],
    file: ['prextra.age'],
    attachment: ['confirmation.json'],
    config: ['appsettings.json'],
    backup: ['appsettings.json.bak'],
    lock: ['appsettings.json.lock'],
    script: ['prextra-limiter.ps1'],
    profile: [profiles.ews, profiles.graph],
    asked: [profiles.ews.permissions, profiles.graph.permissions],
    permissions: [['full_access_as_app']],
    redirectUris: [['https://exemple.com']],
    tags: [['prextra-scoped']],
    value: ['full_access_as_app'],
    values: ['`full_access_as_app`'],
    resourceAppId: [profiles.ews.permissions[0].resourceAppId],
    role: [named['cloud-application-administrator']],
    roles: [named['cloud-application-administrator']],
    smallest: [named['cloud-application-administrator']],
    first: [named['cloud-application-administrator']],
    second: [named['privileged-role-administrator']],
    last: ['X'],
    code: ['M4'],
    step: ['A4'],
    other: ['X'],
    why: ['X'],
    word: ['X'],
    words: ['X'],
    sentence: ['X.'],
    summary: ['X'],
    subject: ['X'],
    reason: ['X'],
    field: ['X'],
    option: ['X'],
    command: ['X'],
    version: ['2'],
    handoff: [handoff],
    // when
    now: [now],
    at: [now.toISOString()],
    provenAt: [now.toISOString(), null],
    expiresAt: [spring],
    endsAt: [spring],
    day: [on],
    end: [on],
    from: [on],
    since: [on],
    created: [on, ''],
    deleted: [on, ''],
    moment: [at],
    time: [time(now, language)],
    next: ['21 s'],
    month: ['mars'],
    date: [1, 22],
    year: [2027],
    hours: [0, 14],
    minutes: ['07'],
    seconds: ['31'],
    whole: ['1'],
    tenths: ['6'],
    // how many
    add: [0, 1, 3],
    correct: [1, 0, 2],
    remove: [2, 1, 0],
    done: [0, 1, 3],
    of: [4],
    agreed: [1, 2],
    attempt: [2],
    checks: [3],
    count: [1, 2],
    left: [inDays(12, language)],
    days: [1, 12],
    severalDays: [2, 12],
    length: [12],
    line: [12],
    firstLine: [3],
    shortest: [12],
    maxKilobytes: [64],
    process: [4242],
    // whether
    practice: [false, true],
    renewed: [false, true],
    copyGone: [true, false],
    change: ['added', 'updated'],
    press: [press],
    place: [placeOf],
  }
}

const sampleApplication = { applicationId: 'a1', appId: id }

/** A change of every kind and every reason. */
export const sampleChanges: readonly Change[] = [
  {
    kind: 'create-application',
    displayName: 'Prextra – Synchronisation Outlook',
    redirectUris: ['https://exemple.com'],
    permissions: ['full_access_as_app'],
  },
  {
    kind: 'update-application',
    applicationId: 'a1',
    redirectUris: ['https://exemple.com'],
    permissions: ['full_access_as_app'],
    tags: ['prextra-scoped'],
  },
  { kind: 'restore-application', ...sampleApplication },
  { kind: 'create-service-principal' },
  { kind: 'grant', resourceAppId: 'r1', appRoleId: 'r2', value: 'full_access_as_app' },
  { kind: 'remove-grant', resourceAppId: 'r1', appRoleId: 'r2', value: 'full_access_as_app', why: 'limited' },
  { kind: 'remove-grant', resourceAppId: 'r1', appRoleId: 'r2', value: 'full_access_as_app', why: 'replaced' },
  { kind: 'widen-application', applicationId: 'a1' },
  { kind: 'create-secret', expiresAt: spring, beside: null },
  { kind: 'remove-secret', keyId: id, why: 'nobody-holds-it' },
  { kind: 'remove-secret', keyId: id, why: 'expired' },
  { kind: 'remove-secret', keyId: id, why: 'superseded' },
  { kind: 'remove-secret', keyId: id, why: 'asked-for' },
  { kind: 'remove-application', ...sampleApplication, displayName: 'Nord', why: 'asked-for' },
  { kind: 'remove-application', ...sampleApplication, displayName: 'Nord', why: 'duplicate' },
  { kind: 'release-application', ...sampleApplication },
  { kind: 'remove-sign-in-entry', servicePrincipalId: 's1', appId: id },
]
