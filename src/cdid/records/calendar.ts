import { calendarDay } from '#core/calendar-days.ts'
import { calendarFile } from '#words/format/calendar.ts'
import type { Language } from '#words/format/language.ts'
import { receptionList } from '#words/reception/list.ts'
import { currentDelivery, isMerged } from './customers.ts'
import type { Customer } from './records-schema.ts'

const product = 'prextra-reception'

/** Secrets end when their last day begins in Québec, so that is the day of the event, whatever the time zone of this computer. */
const timeZone = 'America/Toronto'

/**
 * Returns an iCalendar file with an all-day event, and reminders, on the day each secret in use ends. The event's id is the
 * secret's. The same records give the same file on every computer and every day.
 */
export function calendar(customers: readonly Customer[], language: Language): string {
  const words = receptionList[language]
  const merged = customers.flatMap((customer) => {
    const delivery = currentDelivery(customer)
    return delivery && isMerged(delivery) ? [{ customer, delivery }] : []
  })
  const events = merged.map(({ customer, delivery }) => {
    const name = customer.name ?? customer.environment
    return {
      uid: `${delivery.secretKeyId.toLowerCase()}@${product}`,
      when: { day: dayIn(delivery.secretExpiresAt) },
      summary: words.event(name),
      description: words.eventText(name, customer.tenantId, delivery.applicationId),
      reminders: ['P30D', 'P14D', 'P7D'],
    }
  })
  const last = merged.map(({ delivery }) => delivery.merged.at).reduce((one, other) => (one > other ? one : other), '')
  const now = last === '' ? new Date(0) : new Date(last)
  return calendarFile({ product, name: words.calendar, now, events })
}

/** Whether a file is a calendar that this tool made, which a newer one may replace. */
export function isOurCalendar(content: Uint8Array): boolean {
  const text = Buffer.from(content.subarray(0, 1024)).toString('utf8')
  return text.startsWith('BEGIN:VCALENDAR') && text.includes(`PRODID:-//CDID//${product}//`)
}

/** Returns a date whose day in this computer's time zone is the day of the instant in Québec. */
function dayIn(instant: string): Date {
  const { year, month, day } = calendarDay(new Date(instant), timeZone)
  return new Date(year, month - 1, day, 12)
}
