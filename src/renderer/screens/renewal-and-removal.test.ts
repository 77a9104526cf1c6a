import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createStage, scene, sceneAt, type Stage } from '#support/gallery/stage.ts'
import { disabledWords } from '#words/screens/review/disabled.ts'
import { questionWords } from '#words/screens/review/questions.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { runWords } from '#words/screens/run.ts'
import { HistoryState } from './history/history.svelte.ts'
import { IdentityState } from './identity/identity.svelte.ts'
import { ProblemState } from '../shell/problem.svelte.ts'
import { RailState } from '../shell/rail.svelte.ts'
import { RemovalState } from './review/removal.svelte.ts'
import { RemovedState } from './removed/removed.svelte.ts'
import { ReviewState } from './review/review.svelte.ts'
import { RunState } from './run/run.svelte.ts'
import { Shell } from '../shell/shell.svelte.ts'
import { SignInState } from './sign-in/sign-in.svelte.ts'
import { WelcomeState } from './welcome/welcome.svelte.ts'

let asked: Stage['asked'] = []
let show: Stage['show']
let shell: Shell

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T19:07:31Z') })
  const stage = createStage()
  ;({ asked, show } = stage)
  shell = new Shell(stage.assistant)
  await shell.open()
})

const kept = { adopt: null, restore: null, reach: 'as-is', retireOthers: false, enableServicePrincipal: false }
const planned = (more: object) => ['plan', { secretEndsAt: null, aim: 'present', ...kept, ...more }]
const codes = () => new RailState(shell).steps.map(({ code, current }) => (current ? `[${code}]` : code)).join(' ')

describe('the welcome', () => {
  it('offers to resume, renew or remove, but not on a copy that cannot reach a real tenant', () => {
    show(scene('01-welcome'))
    const welcome = new WelcomeState(shell)
    welcome.pick('manage')
    welcome.start()
    expect(asked).toEqual([['start', { way: 'manage' }]])
    show(scene('01-welcome'), { electron: 'fallback' })
    welcome.pick('manage')
    expect(welcome.way).toBe('practice')
  })
})

describe('the history', () => {
  it('says what is valid, what ends within 30 days, and what has ended', () => {
    show(scene('20-history'))
    const rows = new HistoryState(shell).rows
    expect(rows.map(({ state, left }) => [state, left])).toEqual([
      ['soon', 'dans 13\u00a0jours'],
      ['valid', ''],
      ['expired', ''],
    ])
    show(scene('20-history'), { screenShare: true })
    expect(new HistoryState(shell).rows[0]).toMatchObject({ organization: 'É. du N. inc.', domain: 'er…rd.example' })
  })

  it('leads to the sign-in, for what was asked', () => {
    show(scene('20-history'))
    const history = new HistoryState(shell)
    const { session } = shell
    const picked = session.at === 'history' ? session.history[0]?.keyId : undefined
    history.renew()
    history.remove()
    history.resume()
    expect(picked).toBeDefined()
    expect(asked.map(([, input]) => input)).toEqual([
      { aim: 'renewed', picked },
      { aim: 'removed', picked },
      { aim: 'present' },
    ])
  })

  it('holds whoever signs in against the organization that was picked', () => {
    show(scene('20-history'))
    const history = new HistoryState(shell)
    const [mine, other] = history.rows
    history.pick(other?.id ?? '')
    history.renew()
    const signIn = sceneAt('sign-in', '02b-sign-in-opening')
    const organization = { domain: null, tenantId: other?.id ?? '', cloud: 'public', movedFrom: null } as const
    show({ ...signIn, intent: 'renewed', organization })
    expect(new SignInState(shell).lead).toContain('**Scierie Beaulac et fils ltée**')
    // Somebody else's organization was named since.
    show({ ...signIn, intent: 'renewed', organization: { ...organization, tenantId: mine?.id ?? '' } })
    expect(new SignInState(shell).lead).not.toContain('Scierie')
    show({ ...sceneAt('identity', '03-identity'), practice: false, intent: 'renewed' })
    expect(new IdentityState(shell).notPicked).toContain('alors que vous aviez choisi **Scierie Beaulac et fils ltée**')
    show(scene('20-history'))
    history.pick(mine?.id ?? '')
    history.renew()
    show({ ...sceneAt('identity', '03-identity'), practice: false, intent: 'renewed' })
    expect(new IdentityState(shell).notPicked).toBeNull()
  })
})

describe('the rail', () => {
  it.each([
    ['20-history', '[R1] A1'],
    ['22-renewal', 'R1 A1 [R2] A3 A4 A5 A6'],
    ['22b-renewal-run-shortened', 'A1 R2 [A3] A4 A5 A6'],
    ['22h-renewed-done', 'A1 R2 A3 A4 A5 [A6]'],
    ['23-removal', 'A1 [R3]'],
    ['23d-removal-run', 'A1 [R3]'],
    ['24-removed', 'A1 [R3]'],
    ['22d-renewed-confirmed', 'A1 [A2] A3 A4 A5 A6'],
  ])('%s: %s', (name, steps) => {
    show(scene(name))
    expect(codes()).toBe(steps)
  })
})

describe('what only the person can say', () => {
  it('is asked one namesake at a time, and a no is not asked again', () => {
    show(scene('21-review-namesake'))
    const { questions } = new ReviewState(shell)
    expect(questions.next).toMatchObject({ id: 'n1', intent: 'warning', no: questionWords.fr.notThisOne })
    questions.no('n1')
    expect(questions.next).toMatchObject({ id: 'n2', no: questionWords.fr.no })
    questions.yes('n2')
    expect(asked).toEqual([planned({ adopt: 'n2' })])
    questions.no('n2')
    expect(questions.next).toBeNull()
  })

  it('is not forgotten when the plan is made again, and can be taken back', () => {
    show(scene('21b-review-adopting'))
    const review = new ReviewState(shell)
    review.choose('2026-12-22T05:00:00Z')
    review.questions.takeBack()
    expect(asked).toEqual([planned({ secretEndsAt: '2026-12-22T05:00:00Z', adopt: 'n1' }), planned({})])
  })

  it('offers what is in the recycle bin, which comes back alone', () => {
    show(scene('21c-review-deleted'))
    const { questions } = new ReviewState(shell)
    questions.yes(questions.next?.id ?? '')
    expect(asked).toEqual([planned({ restore: 'd1' })])
    show(scene('21d-review-restoring'))
    const review = new ReviewState(shell)
    expect(review.rows.map(({ action }) => action)).toEqual(['restore'])
    expect([review.questions.next, review.questions.chosen]).toEqual([null, expect.stringContaining('compare')])
  })
})

describe('a service principal that is disabled', () => {
  const servicePrincipalRow = (review: ReviewState) => review.rows.find(({ id }) => id === 'service-principal')

  it('is told with what it leads to, and enabling it is a choice that nobody has made', async () => {
    show(scene('21g-review-disabled'))
    const review = new ReviewState(shell)
    expect(review.disabled).toMatchObject({ choice: { ticked: false } })
    expect(review.disabled?.text).toContain(disabledWords.fr.proofFails)
    expect(servicePrincipalRow(review)).toMatchObject({ action: 'kept', brief: 'Désactivée', warning: true })
    await review.enable(true)
    expect(asked).toEqual([planned({ enableServicePrincipal: true })])
  })

  it('that the plan enables stays chosen when the plan is made again, until the choice is taken back', async () => {
    show(scene('21i-review-enabling'))
    const review = new ReviewState(shell)
    expect(review.disabled).toMatchObject({ choice: { ticked: true } })
    expect(review.disabled?.text).toContain(disabledWords.fr.enabled)
    expect(review.disabled?.text).not.toContain(disabledWords.fr.proofFails)
    expect(review.lead).toContain('Un ajout et une correction')
    expect(servicePrincipalRow(review)).toMatchObject({ action: 'enable' })
    review.compare()
    await review.enable(false)
    expect(asked).toEqual([planned({ enableServicePrincipal: true }), planned({ enableServicePrincipal: false })])
  })

  it('is not called in place when nothing else is missing', () => {
    show(scene('21h-review-disabled-alone'))
    const review = new ReviewState(shell)
    expect([review.kind, review.heading]).toEqual(['in-place', disabledWords.fr.heading])
    expect(review.lead).toContain('désactivée')
  })

  it('by Microsoft is never offered to be enabled, and the way on is Microsoft’s support', () => {
    show(scene('21j-review-disabled-by-microsoft'))
    const review = new ReviewState(shell)
    expect(review.disabled?.choice).toBeNull()
    expect(review.disabled?.text).toContain('DisabledDueToViolationOfServicesAgreement')
    expect(review.disabled?.text).toContain('Nouvelle demande de support')
    expect(servicePrincipalRow(review)).toMatchObject({ action: 'kept', brief: 'Désactivée par Microsoft' })
  })
})

describe('a renewal', () => {
  it('keeps the current secret beside the new one', () => {
    show(scene('22-renewal'))
    const review = new ReviewState(shell)
    expect(review.rows.map(({ action }) => action)).toEqual(['done', 'done', 'done', 'create', 'kept'])
    expect(review.lead).toContain('rien n’est interrompu')
  })

  it('says that the policy shortened the secret, and how many reads agree', () => {
    show(scene('22b-renewal-run-shortened'))
    const run = new RunState(shell)
    expect(run.heading).toBe('Renouvellement en cours')
    expect(run.rows.map(({ note }) => note)).toEqual([
      expect.stringContaining(runWords.fr.shortened('20\u00a0février 2027')),
      '1 lecture sur 5 concorde',
    ])
  })

  it('offers only what the tenant’s policy allows, and says so only when it binds', () => {
    show(scene('21e-review-policy'))
    const review = new ReviewState(shell)
    expect(review.limit).toBe('Une stratégie du locataire limite les secrets à 90\u00a0jours.')
    expect(review.lifetimes.map(({ text }) => text.slice(0, 8))).toEqual([
      '30\u00a0jours',
      '60\u00a0jours',
      '90\u00a0jours',
    ])
    show(scene('04-review'))
    expect(review.limit).toContain(reviewWords.fr.ends)
  })

  it('waits for CDID’s word: no third secret, and only who holds the new one records it', async () => {
    show(scene('22c-renewed-waits-for-word'))
    const review = new ReviewState(shell)
    expect([review.canRecord, review.canRenew, review.canRemove]).toEqual([true, false, true])
    expect(review.rows.at(-1)).toMatchObject({ action: 'kept', name: 'Ancien secret client' })
    await review.record()
    show(scene('22d-renewed-confirmed'))
    expect(review.notice).toContain(renewalWords.fr.recordedOld)
    expect(review.rows.at(-1)).toMatchObject({ action: 'remove', note: 'CDID a confirmé celui qui le remplace' })
    show(scene('22g-renewal-under-way-elsewhere'))
    expect([review.canRecord, review.canRenew, review.isRetiring]).toEqual([false, false, true])
  })
})

describe('a removal', () => {
  it('waits for the word, whatever its case, and sends it', () => {
    show(scene('23-removal'))
    const removal = new RemovalState(shell)
    expect(removal.lead).toContain('Prextra cessera de synchroniser Outlook')
    removal.type('RETIRE')
    removal.remove()
    expect(asked).toEqual([])
    removal.type(' retirer ')
    removal.remove()
    removal.keep()
    const planId = '11111111-1111-4111-8111-111111111111'
    const plan = { secretEndsAt: null, aim: 'present', adopt: null, restore: null }
    expect(asked).toEqual([
      ['approve', { planId, typed: ' retirer ' }],
      ['plan', plan],
    ])
  })

  it('says what stays, which is not the same everywhere', () => {
    show(scene('23-removal'))
    const removal = new RemovalState(shell)
    expect(removal.rows.every(({ action }) => action === 'remove')).toBe(true)
    for (const name of ['23-removal', '23c-removal-real-adopted-scoped', '25h-removal-exemption-left']) {
      show(scene(name))
      expect(removal.rows).toHaveLength(removal.plan.changes.length)
    }
    show(scene('23-removal'))
    expect(removal.stays).toHaveLength(1)
    show(scene('23c-removal-real-adopted-scoped'), { signInApplication: 'Microsoft Graph Command Line Tools' })
    expect(removal.stays.map((text) => /liste EWS|certaines|elle-même|Command Line/.exec(text)?.[0])).toEqual([
      'liste EWS',
      'certaines',
      'elle-même',
      'Command Line',
    ])
  })

  it('ends with what is left to do in Exchange, if an application left', () => {
    show(scene('24-removed'))
    const removed = new RemovedState(shell)
    expect(removed.rows.map(({ title }) => title)).toEqual([
      'Secret client retiré',
      'Application retirée',
      'Application de connexion retirée',
    ])
    expect(removed.script).toContain('8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943')
    show(scene('24-removed'), { screenShare: true })
    expect(removed.script).not.toContain('8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943')
    show(scene('24b-removed-real-released'))
    expect(removed.scriptNote).toContain('Laissez-les')
    show(scene('24c-removed-entry-only'))
    expect(removed.script).toBeNull()
  })

  it('of nothing is no failure', () => {
    show(scene('20c-identity-nothing-to-remove'))
    expect(new ProblemState(shell).intent).toBe('info')
    expect(new IdentityState(shell).ended).toBe('nothing-to-remove')
  })
})

it('counts an exemption that is taken back as a removal, and shows it', () => {
  show(scene('25e-review-exemption-left'))
  const review = new ReviewState(shell)
  expect(review.lead).toMatch(/^Un retrait dans/)
  expect(review.rows.filter(({ action }) => action === 'remove')).toHaveLength(1)
})

describe('where a policy forbids client secrets', () => {
  it.each([
    ['25-review-secrets-forbidden', 'warning', ['Exempter cette application…', 'Demander l’exemption…']],
    ['25b-review-exempted', 'info', ['Ne pas l’exempter']],
    ['25d-review-exemption-elsewhere', 'warning', ['Exempter cette application…', 'Demander l’exemption…']],
  ])('%s offers its ways on', (name, intent, ways) => {
    show(scene(name))
    const { policy } = new ReviewState(shell)
    expect(policy?.intent).toBe(intent)
    expect(policy?.ways.map((way) => way.name)).toEqual(ways)
  })

  it('says nothing of a policy that allows the secret, or that was not read', () => {
    show(scene('04-review'))
    expect(new ReviewState(shell).policy).toBeNull()
  })

  it('leads on from the refusal in three ways', () => {
    show(scene('25f-run-secrets-forbidden'))
    const run = new RunState(shell)
    expect(run.secretsForbidden).toBe(true)
    run.exempt()
    run.askExemption()
    run.removeAll()
    expect(asked).toMatchObject([
      ['plan', { exemption: 'own' }],
      ['plan', { exemption: 'delegated' }],
      ['plan', { aim: 'removed' }],
    ])
  })
})
