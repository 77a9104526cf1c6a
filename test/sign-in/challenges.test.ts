import { afterEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '#practice/faults/faults.ts'
import { systemClock } from '#practice/tenant/clock.ts'
import { calls } from '#support/answers/wire-answers.ts'
import { isWholeRun } from '#support/share.ts'
import { Technician } from '#support/technician.ts'
import { marieEve } from '#support/tenant-client.ts'
import { heading, press } from '#support/walk.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { wantedPageWords } from '#words/screens/shell/wanted-page.ts'

/** Microsoft asks for more in the middle of a run, and clocks that are wrong. */

const minuteMs = 60_000
let technician: Technician | undefined

afterEach(async () => {
  await technician?.close()
  technician = undefined
})

async function identityOf(opened: Technician, picture: string): Promise<void> {
  await opened.walk(await opened.start('own'), { account: marieEve })
  await opened.arrives(picture)
}

describe('a claims challenge waits behind a button, and the run goes on where it was', () => {
  const steps = [
    ['secret', calls.addPassword],
    ['plan', calls.applicationByName],
    ['application', calls.upsert],
    ['principal', calls.createPrincipal],
    ['grant', calls.grant],
    ['tag', calls.patch],
  ] as const
  test.each(isWholeRun ? steps : steps.slice(0, 1))('%s', async (name, call) => {
    const [method = '', url = ''] = call.split(' ')
    const challenge: FaultRule = { request: { method, url, nth: 1 }, effect: 'claims-challenge', challenge: 'policy' }
    technician = await Technician.open({ faults: { mocks: [challenge] } })
    const { window, assistant, world } = technician
    await identityOf(technician, `challenge-${name}-before`)
    world.live.tenant.revokeSessions(marieEve)
    await press(window, identityWords.fr.yes)
    if (name !== 'plan') {
      await heading(window, reviewWords.fr.heading).waitFor()
      await press(window, reviewWords.fr.approve)
    }
    await window.getByText(wantedPageWords.fr.wanted.claims).waitFor()
    await technician.hasOneNext(wantedPageWords.fr.openPage)
    await technician.photograph(`challenge-${name}`)
    await press(window, wantedPageWords.fr.openPage)
    await technician.walk(new URL(await assistant.openedPage()), { account: marieEve })
    if (name === 'plan') {
      await heading(window, reviewWords.fr.heading).waitFor()
      await press(window, reviewWords.fr.approve)
    }
    await heading(window, proofWords.fr.before.heading).waitFor()
    await technician.photograph(`challenge-${name}-after`)
    const [application, ...others] = world.live.tenant.state.applications
    expect(others).toEqual([])
    expect(application?.passwordCredentials).toHaveLength(1)
  })
})

describe('a clock that is wrong', () => {
  test.runIf(isWholeRun).each([
    ['five minutes fast', -5 * minuteMs],
    ['five minutes slow', 5 * minuteMs],
  ])('by %s does not keep anybody from signing in', async (name, offset) => {
    const clock = { ...systemClock, now: () => new Date(systemClock.now().getTime() + offset) }
    technician = await Technician.open({ clock })
    await identityOf(technician, `clock-${name.replaceAll(' ', '-')}`)
  })
})
