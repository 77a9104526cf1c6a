import { calendarDays, dayMs } from '#core/calendar-days.ts'
import type { AwaitedFor } from '#core/ledger.ts'
import type { ProfileId } from '#core/access/profile.ts'
import { calendarFile, secretReminderDays, type CalendarEvent } from '../format/calendar.ts'
import { day, moment, readersZone } from '../format/dates.ts'
import { ewsEndsOn } from '../format/ews-end.ts'
import type { Language, Words } from '../format/language.ts'
import { oneLine, withoutMarks } from '../format/markup.ts'
import { words } from '../format/typography.ts'

interface About {
  readonly practice: boolean
  readonly organization: string
  readonly tenantId: string
  /** The application (client) id. */
  readonly appId: string
  readonly now: Date
}

export interface SecretReminder extends About {
  readonly keyId: string
  /** ISO 8601. */
  readonly expiresAt: string
  readonly profile: ProfileId
}

export interface CheckReminder extends About {
  readonly for: AwaitedFor
  /** When the last check found that access was not open yet, ISO 8601. */
  readonly seenAt: string
  /** Until when it is normal to wait, ISO 8601; `null` when nobody is waiting yet. */
  readonly until: string | null
  readonly mailbox: string | null
}

const fr = {
  practice: (summary: string) => `Exercice : ${summary}`,
  secret: (organization: string) => `Expiration de l’accès de Prextra à Outlook (${organization})`,
  secretText: [
    'Le secret client expire ce jour-là, et la synchronisation entre Outlook et Prextra s’arrête avec lui.',
    'Avant cette date, ouvrez l’Assistant Outlook–Prextra, choisissez « Reprendre, renouveler ou retirer » et renouvelez le secret. L’actuel reste valide jusqu’à ce que CDID ait confirmé le nouveau.',
  ],
  ends: (end: string) =>
    `Microsoft cessera d’offrir EWS le ${end}. D’ici là, si Prextra prend en charge Microsoft Graph, l’assistant y fait passer la même application.`,
  check: (organization: string) => `Vérifier de nouveau l’accès de Prextra à Outlook (${organization})`,
  checkText: {
    'allow-list': (at: string) =>
      `Exchange Online refusait encore l’application le ${at}. Un administrateur Exchange l’ajoute à la liste EWS; Microsoft peut prendre jusqu’à 24 heures pour en tenir compte.`,
    limit: (at: string) =>
      `La limite à certaines boîtes aux lettres n’était pas encore en vigueur le ${at}. Exchange prend d’habitude de 30 minutes à 2 heures pour l’appliquer.`,
    consent: (at: string) =>
      `Le consentement administrateur manquait encore le ${at}. Une personne qui a le rôle requis doit l’accorder.`,
  } satisfies Record<AwaitedFor, (at: string) => string>,
  resume: 'Ouvrez l’Assistant Outlook–Prextra, choisissez Reprendre, puis vérifiez.',
  mailbox: (address: string) => `Boîte aux lettres essayée : ${address}`,
  tenantId: (id: string) => `ID de l’annuaire (locataire) : ${id}`,
  appId: (id: string) => `ID d’application (client) : ${id}`,
}

const en: typeof fr = {
  practice: (summary) => `Practice: ${summary}`,
  secret: (organization) => `Prextra’s access to Outlook expires (${organization})`,
  secretText: [
    'The client secret expires that day, and synchronization between Outlook and Prextra stops with it.',
    'Before then, open the Prextra Outlook Setup Assistant, choose “Resume, renew or remove” and renew the secret. The current one stays valid until CDID has confirmed the new one.',
  ],
  ends: (end) =>
    `Microsoft retires EWS on ${end}. Before then, if Prextra supports Microsoft Graph, the assistant moves the same application to it.`,
  check: (organization) => `Check Prextra’s access to Outlook again (${organization})`,
  checkText: {
    'allow-list': (at) =>
      `On ${at}, Exchange Online still refused the application. An Exchange administrator adds it to the EWS allow list; Microsoft may take up to 24 hours to apply it.`,
    limit: (at) =>
      `On ${at}, the limit to some mailboxes was not in force yet. Exchange usually takes 30 minutes to 2 hours to apply it.`,
    consent: (at) => `On ${at}, the admin consent was still missing. A person with the required role has to grant it.`,
  },
  resume: 'Open the Prextra Outlook Setup Assistant, choose Resume, then check.',
  mailbox: (address) => `Mailbox tried: ${address}`,
  tenantId: (id) => `Directory (tenant) ID: ${id}`,
  appId: (id) => `Application (client) ID: ${id}`,
}

const phrases: Words<typeof fr> = words({ fr, en })

const product = 'prextra-outlook-assistant'

/**
 * Returns the content of an `.ics` file: the day that a secret expires, with reminders 30, 14 and 7 days before it. Those
 * that are past are left out.
 */
export function secretReminder(facts: SecretReminder, language: Language): string {
  const p = phrases[language]
  const left = calendarDays(facts.now, new Date(facts.expiresAt), readersZone())
  return file(facts, language, {
    uid: `${facts.keyId.toLowerCase()}@${product}`,
    when: { day: new Date(facts.expiresAt) },
    summary: p.secret(oneLine(facts.organization)),
    // The text is read on another day, so it has no count of days.
    text: [...p.secretText, ...(facts.profile === 'ews' ? [p.ends(day(`${ewsEndsOn}T12:00:00`, language))] : [])],
    reminders: secretReminderDays.filter((days) => days < left).map((days) => `P${days}D`),
  })
}

/**
 * Returns the content of an `.ics` file: a quarter of an hour to check again, at the end of the normal wait, or tomorrow at
 * the same time when that comes first.
 */
export function checkReminder(facts: CheckReminder, language: Language): string {
  const p = phrases[language]
  return file(facts, language, {
    uid: `${facts.for}-${facts.appId.toLowerCase()}@${product}`,
    when: { at: checkAt(facts), minutes: 15 },
    summary: p.check(oneLine(facts.organization)),
    text: [
      p.checkText[facts.for](moment(facts.seenAt, language)),
      p.resume,
      ...(facts.mailbox === null ? [] : [p.mailbox(oneLine(facts.mailbox))]),
    ],
    reminders: ['PT0S'],
  })
}

function checkAt({ now, until }: CheckReminder): Date {
  const tomorrow = now.getTime() + dayMs
  const end = until === null ? tomorrow : Date.parse(until)
  return new Date(end > now.getTime() && end < tomorrow ? end : tomorrow)
}

function file(
  { practice, tenantId, appId, now }: About,
  language: Language,
  { text, summary, ...event }: Omit<CalendarEvent, 'description'> & { readonly text: readonly string[] },
): string {
  const p = phrases[language]
  const said = practice ? p.practice(summary) : summary
  const description = withoutMarks([...text, '', p.tenantId(tenantId), p.appId(appId)].join('\n'))
  return calendarFile({ product, now, events: [{ ...event, summary: said, description }] })
}
