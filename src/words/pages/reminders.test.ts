import { describe, expect, it } from 'vitest'
import { readCalendar, unescaped, valueOf } from '#support/calendar-lines.ts'
import { checkReminder, secretReminder, type CheckReminder, type SecretReminder } from './reminders.ts'

const now = new Date('2026-11-22T19:07:31.123Z')
const about = {
  practice: false,
  organization: 'Érablière du Nord inc.',
  tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
  appId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  now,
}
const secret: SecretReminder = {
  ...about,
  keyId: '6D0C1F7A-3b52-4e8e-9f41-2c5a7e9b0d13',
  expiresAt: '2027-04-01T12:00:00Z',
  profile: 'ews',
}
const check: CheckReminder = {
  ...about,
  for: 'allow-list',
  seenAt: '2026-11-22T19:07:00Z',
  until: null,
  mailbox: 'accueil@nord.example',
}

describe.each(['fr', 'en'] as const)('the reminders (%s)', (language) => {
  const only = (file: string) => {
    const [read, ...more] = readCalendar(file).inside
    if (!read || more.length > 0) throw new Error('one event was expected')
    return read
  }
  const triggers = (file: string) => only(file).inside.map((alarm) => valueOf(alarm, 'TRIGGER'))

  it('name the secret’s day, what to do, and whose it is', () => {
    const read = only(secretReminder(secret, language))
    expect(valueOf(read, 'DTSTART')).toBe('20270401')
    expect(valueOf(read, 'UID')).toBe('6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13@prextra-outlook-assistant')
    expect(unescaped(valueOf(read, 'SUMMARY'))).toContain(about.organization)
    const said = unescaped(valueOf(read, 'DESCRIPTION'))
    for (const one of [about.tenantId, about.appId, 'EWS', 'CDID']) expect(said).toContain(one)
    expect(said).not.toMatch(/ᵉʳ|`|undefined/)
  })

  it('leave out the days that are past', () => {
    expect(triggers(secretReminder(secret, language))).toEqual(['-P30D', '-P14D', '-P7D'])
    expect(triggers(secretReminder({ ...secret, expiresAt: '2026-12-10T12:00:00Z' }, language))).toEqual([
      '-P14D',
      '-P7D',
    ])
    expect(triggers(secretReminder({ ...secret, expiresAt: '2026-11-24T12:00:00Z' }, language))).toEqual([])
  })

  it('ask to check again when waiting ends to be normal, at the latest tomorrow', () => {
    const start = (until: string | null) => valueOf(only(checkReminder({ ...check, until }, language)), 'DTSTART')
    expect(start(null)).toBe('20261123T190731Z')
    expect(start('2026-11-22T21:00:00Z')).toBe('20261122T210000Z')
    expect(start('2026-11-29T21:00:00Z')).toBe('20261123T190731Z')
    expect(start('2026-11-21T21:00:00Z')).toBe('20261123T190731Z')
    const file = checkReminder(check, language)
    expect(triggers(file)).toEqual(['-PT0S'])
    expect(unescaped(valueOf(only(file), 'DESCRIPTION'))).toContain('accueil@nord.example')
  })

  it('say when it is only practice', () => {
    for (const practice of [true, false]) {
      const files = [secretReminder({ ...secret, practice }, language), checkReminder({ ...check, practice }, language)]
      for (const file of files)
        expect(/^(Exercice\u00a0:|Practice:)/.test(valueOf(only(file), 'SUMMARY'))).toBe(practice)
    }
  })
})
