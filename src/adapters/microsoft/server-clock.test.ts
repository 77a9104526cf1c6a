import { expect, test } from 'vitest'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { createServerClock } from './server-clock.ts'

const dated = (at: string) => new Headers({ date: new Date(at).toUTCString() })

test.each([
  ['years behind', '2016-11-23T14:00:00Z'],
  ['years ahead', '2036-11-23T14:00:00Z'],
  ['six minutes ahead', '2026-11-23T14:06:00Z'],
])('a computer %s is set right by the first answer', (_name, local) => {
  const clock = createServerClock(createVirtualClock(local))
  expect(clock.now().toISOString()).toBe(new Date(local).toISOString())
  clock.adjust(dated('2026-11-23T14:00:00Z'))
  expect(clock.now().toISOString()).toBe('2026-11-23T14:00:00.000Z')
})

test('a difference of a few seconds, or no date, changes nothing', () => {
  const clock = createServerClock(createVirtualClock('2026-11-23T14:00:00Z'))
  clock.adjust(dated('2026-11-23T14:00:09Z'))
  clock.adjust(new Headers())
  clock.adjust(new Headers({ date: 'yesterday' }))
  expect(clock.now().toISOString()).toBe('2026-11-23T14:00:00.000Z')
})

test('a clock that jumps is set right by the next answer', () => {
  const local = createVirtualClock('2026-11-23T14:00:00Z')
  const clock = createServerClock(local)
  clock.adjust(dated('2026-11-23T14:00:00Z'))
  local.set(new Date('2027-11-23T14:00:00Z'))
  clock.adjust(dated('2026-11-23T14:00:30Z'))
  expect(clock.now().toISOString()).toBe('2026-11-23T14:00:30.000Z')
})
