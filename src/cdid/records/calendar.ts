import { calendarFile } from '#words/format/calendar.ts'
import type { Language } from '#words/format/language.ts'
import { receptionList } from '#words/reception/list.ts'
import { currentDelivery } from './customers.ts'
import type { Customer } from './records.ts'

/** One all-day event for each secret in use, on the day it ends, with reminders before. The same secret keeps its event. */
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
