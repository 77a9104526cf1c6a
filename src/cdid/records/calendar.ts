import { calendarFile } from '#words/format/calendar.ts'
import type { Language } from '#words/format/language.ts'
import { receptionList } from '#words/reception/list.ts'
import { currentDelivery } from './customers.ts'
import type { Customer } from './records.ts'

/** Returns an iCalendar file with an all-day event, and reminders, on the day each secret in use ends. The event's id is the secret's. */
export function calendar(customers: readonly Customer[], language: Language, now: Date): string {
  const words = receptionList[language]
  const events = customers.flatMap((customer) => {
    const delivery = currentDelivery(customer)
    if (!delivery?.merged) return []
    const name = customer.name ?? customer.environment
    return {
      uid: `${delivery.secretKeyId.toLowerCase()}@prextra-reception`,
      when: { day: new Date(delivery.secretExpiresAt) },
      summary: words.event(name),
      description: words.eventText(name, customer.tenantId, delivery.applicationId),
      reminders: ['P30D', 'P14D', 'P7D'],
    }
  })
  return calendarFile({ product: 'prextra-reception', name: words.calendar, now, events })
}
