import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkEntry,
  checkSecret,
  entryNames,
  noEntries,
  type Entries,
  type EntryIssueCode,
  type EntryName,
  type SecretIssue,
} from '#core/guide/entries.ts'
import { sayEntryIssue, saySecretIssue } from '#words/screens/guide/entry-issues.ts'

const now = new Date('2026-11-25T12:00:00Z')
const app = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const tenant = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'
const key = '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13'
const value = 'aB8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789_-'
const known: Entries = { ...noEntries, applicationId: app, tenantId: tenant }

/** A text, the entry it is typed in, and the id or date it is accepted as, or the code of what is wrong with it. */
const cells: readonly (readonly [
  what: string,
  name: EntryName,
  text: string,
  taken: string | { wrong: EntryIssueCode },
])[] = [
  ['an id as it is copied', 'applicationId', app, app],
  ['an id in capitals', 'tenantId', tenant.toUpperCase(), tenant],
  ['an id with spaces around it', 'applicationId', `  ${app}\n`, app],
  ['an id with a zero-width space in it', 'applicationId', `${app.slice(0, 9)}\u200b${app.slice(9)}`, app],
  ['an id with a no-break space before it', 'tenantId', `\u00a0${tenant}`, tenant],
  ['an id marked right to left', 'tenantId', `\u202e${tenant}\u202c`, tenant],
  ['an id in braces, as the registry writes it', 'secretKeyId', `{${key}}`, key],
  ['an id in quotes, as JSON writes it', 'secretKeyId', `"${key}",`, key],
  ['nothing', 'applicationId', '', { wrong: 'missing' }],
  ['spaces', 'applicationId', ' \u200b ', { wrong: 'missing' }],
  ['a word', 'applicationId', 'Prextra', { wrong: 'not-an-id' }],
  ['the placeholder of CDID’s note', 'applicationId', 'XXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX', { wrong: 'not-an-id' }],
  ['an id one character short', 'applicationId', app.slice(0, -1), { wrong: 'id-length' }],
  ['an id with one character too many', 'tenantId', `${tenant}0`, { wrong: 'id-length' }],
  ['an id without its hyphens', 'tenantId', tenant.replaceAll('-', ''), { wrong: 'id-length' }],
  ['two ids at once', 'applicationId', `${app}${tenant}`, { wrong: 'id-length' }],
  ['a domain for the tenant', 'tenantId', 'ErabliereDuNord.example', { wrong: 'domain-to-find' }],
  ['a domain for the application', 'applicationId', 'erablieredunord.example', { wrong: 'domain-for-id' }],
  ['an address', 'tenantId', 'moi@erablieredunord.example', { wrong: 'address-for-id' }],
  ['the tenant’s id for the application', 'applicationId', tenant, { wrong: 'same-as' }],
  ['the application’s id for the tenant', 'tenantId', app, { wrong: 'same-as' }],
  ['the application’s id for the secret', 'secretKeyId', app, { wrong: 'same-as' }],
  ['Exchange Online’s own id', 'applicationId', '00000002-0000-0ff1-ce00-000000000000', { wrong: 'well-known' }],
  ['the id of the permission', 'applicationId', 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', { wrong: 'well-known' }],
  ['zeros', 'tenantId', '00000000-0000-0000-0000-000000000000', { wrong: 'well-known' }],
  ['the secret’s value for its id', 'secretKeyId', value, { wrong: 'value-here' }],
  ['the secret’s value for the application', 'applicationId', ` ${value} `, { wrong: 'value-here' }],
  ['a date', 'secretExpiresAt', '2027-04-01', '2027-04-01T05:00:00Z'],
  ['a date as a French portal writes it', 'secretExpiresAt', '22/05/2027', '2027-05-22T05:00:00Z'],
  ['a date as an American portal writes it', 'secretExpiresAt', '5/22/2027', '2027-05-22T05:00:00Z'],
  ['a day that is its month', 'secretExpiresAt', '05/05/2027', '2027-05-05T05:00:00Z'],
  ['a date that may be two', 'secretExpiresAt', '04/05/2027', { wrong: 'date-ambiguous' }],
  ['a date that is past', 'secretExpiresAt', '2026-11-24', { wrong: 'date-past' }],
  ['a date that is none', 'secretExpiresAt', '2027-02-30', { wrong: 'date-unreadable' }],
  ['a lifetime', 'secretExpiresAt', '180 jours', { wrong: 'date-unreadable' }],
  ['a date no secret has', 'secretExpiresAt', '2099-12-31', { wrong: 'date-far' }],
  ['a domain', 'domain', ' ErabliereDuNord.example ', 'erablieredunord.example'],
  ['an address for the domain', 'domain', 'moi@erablieredunord.example', { wrong: 'not-a-domain' }],
  ['an address', 'contactEmail', ' me.tremblay@erablieredunord.example', 'me.tremblay@erablieredunord.example'],
  ['a name for the address', 'contactEmail', 'Marie-Ève', { wrong: 'not-an-address' }],
  ['a name that would end its line', 'contactName', 'Marie-Ève\r\nBcc: x', 'Marie-Ève Bcc: x'],
  ['a name without end', 'organization', 'é'.repeat(300), { wrong: 'too-long' }],
]

describe('what is entered', () => {
  test.each(cells)('%s (%s)', (_what, name, text, taken) => {
    const checked = checkEntry(name, text, { ...known, [name]: null }, now)
    if (typeof taken === 'string') expect(checked).toEqual({ ok: taken })
    else expect(checked).toMatchObject({ wrong: { code: taken.wrong } })
  })

  test('the id of the secret that is being replaced', () => {
    expect(checkEntry('secretKeyId', key, known, now, key)).toEqual({ wrong: { code: 'old-key' } })
  })

  test('whatever is entered is taken or named, in both languages, and never repeated', () => {
    const shapes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.constantFrom(app, tenant, key, value, 'x.example').chain((one) => fc.string().map((more) => one + more)),
      fc.stringMatching(/^[0-9a-f-]{30,40}$/),
    )
    fc.assert(
      fc.property(fc.constantFrom(...entryNames), shapes, (name, text) => {
        const checked = checkEntry(name, text, known, now)
        if ('ok' in checked) {
          expect(checkEntry(name, shownAs(name, checked.ok), { ...known, [name]: null }, now)).toEqual(checked)
          return
        }
        for (const language of ['fr', 'en'] as const) {
          const said = sayEntryIssue(checked.wrong, language)
          expect(said.length).toBeGreaterThan(10)
          if (text.trim().length > 12) expect(said).not.toContain(text.trim())
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('an id survives whatever cannot be seen', () => {
    const unseen = fc.array(
      fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u200b', '\ufeff', '\u2060', '\u200f', '\u00ad'),
    )
    fc.assert(
      fc.property(fc.uuid(), unseen, unseen, fc.nat(36), (id, before, after, at) => {
        const text = before.join('') + id.slice(0, at) + after.join('') + id.slice(at) + after.join('')
        expect(checkEntry('secretKeyId', text, known, now)).toEqual({ ok: id })
      }),
    )
  })
})

const secrets: readonly (readonly [what: string, text: string, wrong: SecretIssue['code'] | null])[] = [
  ['a value', value, null],
  ['a value with a line end', `${value}\r\n`, null],
  ['a value marked by the browser', `\ufeff${value}\u200b`, null],
  ['an older value, of base64', 'QmFzZTY0IHNlY3JldCB2YWx1ZSBvZiBvbGRlciB0aW1lcw==', null],
  ['nothing', '', 'clipboard-empty'],
  ['a line end', '\r\n', 'clipboard-empty'],
  ['the secret’s ID', key, 'is-secret-id'],
  ['the secret’s ID in capitals, with a space', ` ${key.toUpperCase()} `, 'is-secret-id'],
  ['the application’s id', app, 'is-entry'],
  ['the tenant’s id', tenant, 'is-entry'],
  ['what the portal shows later', 'aB8******************', 'is-hidden'],
  ['the whole line', `Prextra 2027-04-01 ${value} ${key}`, 'has-spaces'],
  ['a value cut in two', `${value.slice(0, 20)}\n${value.slice(20)}`, 'has-spaces'],
  ['half a value', value.slice(0, 20), 'too-short'],
  ['two values', value + value, 'too-long'],
  ['a sentence’s characters', `${value.slice(0, 39)}é`, 'odd-characters'],
  ['an address', 'https://login.microsoftonline.com/common/oauth2', 'odd-characters'],
]

describe('what is on the clipboard', () => {
  test.each(secrets)('%s', (_what, text, wrong) => {
    const checked = checkSecret(text, known)
    if (wrong === null) expect(checked).toEqual({ ok: text.replace(/[\s\ufeff\u200b]/g, '') })
    else expect(checked).toMatchObject({ wrong: { code: wrong } })
  })

  test('no GUID is ever taken for a value, and what is refused is never repeated', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const checked = checkSecret(text, known)
        if ('ok' in checked) {
          expect(checked.ok).toMatch(/^[A-Za-z0-9._~+/=-]{32,64}$/)
          expect(checked.ok).not.toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i)
          return
        }
        expect(JSON.stringify(checked.wrong).length).toBeLessThan(60)
        for (const language of ['fr', 'en'] as const) {
          const said = saySecretIssue(checked.wrong, language)
          if (text.trim().length > 12) expect(said).not.toContain(text.trim())
        }
      }),
      { numRuns: 2000 },
    )
  })
})

/** Returns an accepted entry as its field shows it. */
function shownAs(name: EntryName, taken: string): string {
  return name === 'secretExpiresAt' ? taken.slice(0, 10) : taken
}
