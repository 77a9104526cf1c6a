import { expect, it } from 'vitest'
import { problemCodes } from '#core/problem.ts'
import { problemsToPassOn } from './natures.ts'
import { sayProblem } from './problems.ts'

const languages = ['fr', 'en'] as const

it.each(languages)('leaves no blank in a problem that carries no fact (%s)', (language) => {
  for (const code of problemCodes) {
    const { sentence, advice } = sayProblem({ code, at: '' }, language)
    // A fact that is missing has words in its place, and not nothing.
    expect(`${sentence} ${advice}`).not.toMatch(/[{}]|undefined| {2}|\*{4}|[ \u00a0]: ?\.|\(\)/)
  }
})

it('names the host that was asked, and the role by Microsoft’s own name', () => {
  const microsoft = { host: 'graph.microsoft.com' }
  expect(sayProblem({ code: 'unreachable', at: '', microsoft }, 'en').sentence).toContain('graph.microsoft.com')
  const facts = { role: 'privileged-role-administrator' }
  expect(sayProblem({ code: 'not-allowed', at: '', facts }, 'fr').advice).toContain('Administrateur de rôle privilégié')
})

it('names the primary address of an alias', () => {
  const problem = { code: 'mailbox-alias', at: '', primaryAddress: 'accueil@nord.example' } as const
  expect(sayProblem(problem, 'fr').sentence).toContain('accueil@nord.example')
  expect(sayProblem({ ...problem, facts: {} }, 'en').sentence).toContain('accueil@nord.example')
})

it.each(languages)('does not say that waiting will not help, and then to wait (%s)', (language) => {
  const refused = problemCodes
    .map((code) => sayProblem({ code, at: '' }, language))
    .filter(({ nature }) => nature === 'no')
  expect(refused.length).toBeGreaterThan(10)
  const waits = refused.filter(({ advice }) => /minute|patient|attend|\bwait/i.test(advice))
  expect(waits.map(({ advice }) => advice)).toEqual([])
})

it('asks for the details of just the refusals that somebody else mends', () => {
  const asks = { fr: /copie\S* les détails/i, en: /copy the details/i }
  for (const language of languages) {
    const asking = problemCodes.filter((code) => {
      const { nature, advice } = sayProblem({ code, at: '' }, language)
      // The details of what nobody understands are open on the screen, with a button of their own.
      return nature !== 'unknown' && asks[language].test(advice)
    })
    expect(asking.toSorted()).toEqual(problemsToPassOn.toSorted())
  }
})
